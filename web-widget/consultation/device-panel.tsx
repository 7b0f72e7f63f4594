import { useEffect } from 'preact/hooks';
import { useStore } from '../client/store.ts';
import { deviceResults, wayOnOf, type DeviceResult } from './device-check.ts';
import type { DeviceTrial } from './try-devices.ts';
import type { ConsultationWords } from './words.ts';

/** Camera, microphone, sound, connection: each in words, with what to do, and the way on that is left. */
export function DevicePanel({ trial, words }: { readonly trial: DeviceTrial; readonly words: ConsultationWords }) {
  const check = useStore(trial);
  useEffect(() => trial.stop, [trial]);
  const started = check.connection !== 'not-tried';
  const devicesDone = !check.canCall || (isDone(check.camera) && isDone(check.microphone));
  const done = started && check.connection !== 'trying' && devicesDone;
  return (
    <div class="cs-device">
      <p class="cs-hint">{words.deviceWhy}</p>
      {started && (
        <>
          {check.canCall && <video class="cs-device-picture" ref={trial.showOwn} autoPlay muted playsInline aria-label={words.selfView} hidden={check.camera !== 'works'} />}
          <dl class="cs-device-list">
            {check.canCall && <Row label={words.cameraIs} mark={markOf(check.camera)} text={words.deviceWords[check.camera]} />}
            {check.canCall && <Row label={words.microphoneIs} mark={markOf(check.microphone)} text={words.deviceWords[check.microphone]} />}
            <Row label={words.speakerIs} mark={check.speaker === 'works' ? 'good' : check.speaker === 'not-heard' ? 'bad' : 'open'} text={words.speakerWords[check.speaker]} />
            <Row
              label={words.connectionIs}
              mark={check.connection === 'good' ? 'good' : check.connection === 'none' ? 'bad' : 'open'}
              text={words.connectionWords[check.connection]}
            />
          </dl>
          {check.speaker === 'playing' && (
            <div class="cs-actions">
              <button class="cs-button" type="button" onClick={() => trial.heard(true)}>
                {words.heard}
              </button>
              <button class="cs-button" type="button" onClick={() => trial.heard(false)}>
                {words.notHeard}
              </button>
            </div>
          )}
          <p role="status" class="cs-way-on">
            {done ? words.wayOn[wayOnOf(check)] : ''}
          </p>
        </>
      )}
      <button class="cs-button" type="button" onClick={() => void trial.start()}>
        {started ? words.deviceAgain : words.deviceStart}
      </button>
    </div>
  );
}

function Row({ label, mark, text }: { readonly label: string; readonly mark: 'good' | 'bad' | 'open'; readonly text: string }) {
  return (
    <div class={`cs-device-row cs-mark-${mark}`}>
      <dt>{label}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function isDone(result: DeviceResult): boolean {
  return result !== 'not-tried' && result !== 'trying';
}

function markOf(result: DeviceResult): 'good' | 'bad' | 'open' {
  if (result === 'works') return 'good';
  return deviceResults[result].mendable || !deviceResults[result].usable ? 'bad' : 'open';
}
