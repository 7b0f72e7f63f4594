/** The two pictures, what stands over them, and the switches. The same for both sides. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CallMedia, CallState } from './call-media.ts';
import { callNotices, type CallView } from './call-view.ts';

export type StageWords = {
  readonly selfView: string;
  readonly remoteView: string;
  readonly thirdView: string;
  readonly mute: string;
  readonly unmute: string;
  readonly cameraOff: string;
  readonly cameraOn: string;
  readonly tapForSound: string;
  readonly encrypted: string;
};

export function useCall(media: CallMedia): CallState {
  const [state, show] = useState(media.state());
  useEffect(() => {
    show(media.state());
    return media.subscribe(() => show(media.state()));
  }, [media]);
  return state;
}

export function CallStage({
  media,
  view,
  words,
  notice,
  children,
}: {
  readonly media: CallMedia;
  readonly view: CallView;
  readonly words: StageWords;
  readonly notice: ComponentChildren;
  readonly children?: ComponentChildren;
}) {
  const rule = view.notice && callNotices[view.notice];
  return (
    <div class={`cs-stage ${rule?.covers ? 'cs-stage-covered' : ''}`}>
      {/* In-call text stands beside it for whoever cannot hear. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- a live call has no captions to load */}
      <video class="cs-remote" ref={media.showRemote} autoPlay playsInline aria-label={words.remoteView} />
      {view.three && <Third media={media} label={words.thirdView} />}
      <video class="cs-own" ref={media.showOwn} autoPlay muted playsInline aria-label={words.selfView} hidden={!view.filmed} />
      <div class={rule?.covers ? 'cs-cover' : 'cs-beside'} role={rule?.urgent ? 'alert' : 'status'}>
        {view.notice === 'sound-blocked' ? (
          <button class="cs-button cs-primary" type="button" onClick={() => void media.allowSound()}>
            {words.tapForSound}
          </button>
        ) : (
          notice
        )}
      </div>
      <div class="cs-controls">
        {view.controls && (
          <>
            <Switch
              off={view.muted}
              words={view.muted ? words.unmute : words.mute}
              sign={view.muted ? 'microphone-off' : 'microphone'}
              onClick={() => void media.setMicrophone(view.muted)}
            />
            <Switch
              off={!view.filmed}
              words={view.filmed ? words.cameraOff : words.cameraOn}
              sign={view.filmed ? 'camera' : 'camera-off'}
              onClick={() => void media.setCamera(!view.filmed)}
            />
          </>
        )}
        {children}
      </div>
      {view.encrypted && <p class="cs-encrypted">{words.encrypted}</p>}
    </div>
  );
}

/** Whoever is in the call beside the two. Seen smaller, heard as well. */
function Third({ media, label }: { readonly media: CallMedia; readonly label: string }) {
  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- a live call has no captions to load
    <video class="cs-third" ref={media.showThird} autoPlay playsInline aria-label={label} />
  );
}

const signs = {
  microphone: 'M12 14a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3Zm5-3a5 5 0 0 1-10 0M12 16v4',
  'microphone-off': 'M12 14a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v5a3 3 0 0 0 3 3Zm5-3a5 5 0 0 1-10 0M12 16v4M4 4l16 16',
  camera: 'M4 7h10v10H4zM14 11l6-3v8l-6-3z',
  'camera-off': 'M4 7h10v10H4zM14 11l6-3v8l-6-3zM4 4l16 16',
} as const;

function Switch({ off, words, sign, onClick }: { readonly off: boolean; readonly words: string; readonly sign: keyof typeof signs; readonly onClick: () => void }) {
  return (
    <button class={`cs-switch ${off ? 'cs-switch-off' : ''}`} type="button" onClick={onClick}>
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">
        <path d={signs[sign]} />
      </svg>
      <span>{words}</span>
    </button>
  );
}
