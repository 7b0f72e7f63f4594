/** What each state of a consultation means on the doctor's screen. */
import type { ConsultationState } from '../../src/contract/consultation.ts';

type Rule = {
  /** The picture is shown, or can be opened. */
  readonly call: boolean;
  /** After a reload the call is opened again by itself. */
  readonly resumes: boolean;
  /** The patient is told that the doctor is here. */
  readonly beating: boolean;
  /** The doctor phones: the number stands large. */
  readonly phone: boolean;
  /** Nothing more can happen but documents. */
  readonly over: boolean;
};

export const doctorStates = {
  waiting: { call: false, resumes: false, beating: false, phone: false, over: true },
  offered: { call: false, resumes: false, beating: false, phone: false, over: false },
  accepted: { call: true, resumes: false, beating: true, phone: false, over: false },
  connecting: { call: true, resumes: true, beating: true, phone: false, over: false },
  'in-call': { call: true, resumes: true, beating: true, phone: false, over: false },
  interrupted: { call: true, resumes: true, beating: true, phone: false, over: false },
  'phone-fallback': { call: false, resumes: false, beating: true, phone: true, over: false },
  ended: { call: false, resumes: false, beating: false, phone: false, over: true },
  'sent-to-emergency': { call: false, resumes: false, beating: false, phone: false, over: true },
  withdrawn: { call: false, resumes: false, beating: false, phone: false, over: true },
  escalated: { call: false, resumes: false, beating: false, phone: false, over: true },
} as const satisfies Record<ConsultationState, Rule>;
