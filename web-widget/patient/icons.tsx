/** Small drawings: never the only carrier of a meaning, so hidden from screen readers. */
import type { ComponentChildren, JSX } from 'preact';
import type { OutcomeView } from '../../src/contract/card.ts';

function Drawing({ children, name }: { readonly children: ComponentChildren; readonly name: string }): JSX.Element {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

const strokes = {
  phone: 'M6.6 3.5h3l1.5 4.2-2 1.5a12 12 0 0 0 5.7 5.7l1.5-2 4.2 1.5v3a2 2 0 0 1-2.2 2A17 17 0 0 1 4.6 5.7a2 2 0 0 1 2-2.2Z',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  close: 'M6 6l12 12M18 6L6 18',
  tick: 'M5 12.5l4.5 4.5L19 7.5',
  microphone: 'M12 4a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V7a3 3 0 0 1 3-3ZM6 11.5a6 6 0 0 0 12 0M12 17.5V21',
  message: 'M4 5h16v11H10l-4.5 4V16H4Z',
  leave: 'M13 4H5v16h8M10 12h10M16 8l4 4-4 4',
  clock: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16ZM12 7.5V12l3 2',
  place: 'M12 21s7-6.2 7-11.2A7 7 0 0 0 5 9.800C5 14.800 12 21 12 21ZM12 12.200a2.400 2.400 0 1 0 0-4.800 2.400 2.400 0 0 0 0 4.800Z',
  print: 'M7 9V4h10v5M7 17H4v-7h16v7h-3M7 14h10v6H7Z',
  up: 'M12 20V5M5.500 11.500 12 5l6.500 6.500',
  doctor: 'M4 7h11v10H4ZM15 11l5-3v8l-5-3',
  heart: 'M12 20S4 15 4 9.300A4.300 4.300 0 0 1 12 7a4.300 4.300 0 0 1 8 2.300C20 15 12 20 12 20Z',
} as const;

export function Icon({ name }: { readonly name: keyof typeof strokes }): JSX.Element {
  return (
    <Drawing name={name}>
      <path d={strokes[name]} />
    </Drawing>
  );
}

type Urgency = OutcomeView['urgency'];

/** Each urgency has a shape of its own, known from road signs: it stays readable without colour. */
const outlines: Readonly<Record<Urgency, string>> = {
  ambulance: 'M8 2h8l6 6v8l-6 6H8l-6-6V8Z',
  emergency: 'M12 2.500 22.500 21h-21Z',
  'same-day': 'M12 1.500 22.500 12 12 22.500 1.500 12Z',
  routine: 'M3 4h18v17H3Z',
  pharmacy: 'M8.500 2h7v6.500H22v7h-6.500V22h-7v-6.500H2v-7h6.500Z',
  'self-care': 'M12 2.500 22 11v10.500H2V11Z',
};
const insides: Readonly<Record<Urgency, string>> = {
  ambulance: 'M12 7v6M12 16.500v.500',
  emergency: 'M12 9v6M12 17.700v.300',
  'same-day': 'M12 7.500V12l3 2',
  routine: 'M3 9.500h18M8 13.500h8M8 17h5',
  pharmacy: 'M12 9v6M9 12h6',
  'self-care': 'M9 21v-6h6v6',
};

export function UrgencyShape({ urgency }: { readonly urgency: Urgency }): JSX.Element {
  return (
    <svg class="shape" viewBox="0 0 24 24" width="48" height="48" aria-hidden="true" focusable="false">
      <path class="shape-outline" d={outlines[urgency]} />
      <path class="shape-inside" d={insides[urgency]} />
    </svg>
  );
}
