/** Speech into text, where the browser has it. The text is only put into the field: the person reads and sends it. */

type Heard = { readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }> & { readonly isFinal: boolean }>; readonly resultIndex: number };
type Recognition = EventTarget & { lang: string; continuous: boolean; interimResults: boolean; readonly start: () => void; readonly stop: () => void };
type RecognitionClass = new () => Recognition;

function recognitionClass(): RecognitionClass | undefined {
  // Not in the DOM types: some browsers have it, under one of two names.
  const found = globalThis as { readonly SpeechRecognition?: RecognitionClass; readonly webkitSpeechRecognition?: RecognitionClass };
  return found.SpeechRecognition ?? found.webkitSpeechRecognition;
}

export function canDictate(): boolean {
  return recognitionClass() !== undefined;
}

export type Dictation = { readonly stop: () => void };

export function dictate(
  language: 'fr' | 'en',
  { onText, onEnd, onFailure }: { readonly onText: (text: string) => void; readonly onEnd: () => void; readonly onFailure: () => void },
): Dictation | undefined {
  const Found = recognitionClass();
  if (!Found) return undefined;
  const recognition = new Found();
  recognition.lang = language === 'fr' ? 'fr-FR' : 'en-GB';
  recognition.continuous = true;
  recognition.interimResults = false;
  recognition.addEventListener('result', (event) => {
    // Of the browser's own form for this event.
    const { results, resultIndex } = event as Event & Heard;
    for (let at = resultIndex; at < results.length; at += 1) {
      const result = results[at];
      const best = result?.[0];
      if (result?.isFinal && best) onText(best.transcript.trim());
    }
  });
  recognition.addEventListener('error', onFailure);
  recognition.addEventListener('end', onEnd);
  try {
    recognition.start();
  } catch {
    onFailure();
    return undefined;
  }
  return { stop: () => recognition.stop() };
}
