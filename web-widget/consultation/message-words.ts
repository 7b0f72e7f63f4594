import type { MessageWords } from './messages-panel.tsx';
import type { ConsultationWords } from './words.ts';

export function messageWordsOf(words: ConsultationWords): MessageWords {
  return {
    messages: words.messages,
    noMessages: words.noMessages,
    write: words.write,
    send: words.send,
    notSent: words.notSent,
    from: { patient: words.you, doctor: words.doctor, interpreter: words.interpreter },
  };
}
