/** The front ends as `npm run build` leaves them: hashed files, and which of them a page begins with. */
import { z } from 'zod';

/** What each page begins with. A page that needs no script begins with its style. */
export const entryFiles = {
  patient: 'web-widget/patient/main.tsx',
  doctor: 'web-widget/doctor/main.tsx',
  interpreter: 'web-widget/interpreter/main.tsx',
  paper: 'web-widget/paper/main.ts',
  demo: 'web-widget/demo/demo.css',
} as const;
export type EntryName = keyof typeof entryFiles;

const fileName = z.string().regex(/^[A-Za-z0-9._-]+$/);
export const manifestSchema = z.record(
  z.enum(['patient', 'doctor', 'interpreter', 'paper', 'demo'] satisfies EntryName[]),
  z.object({
    script: fileName.optional(),
    /** Files that the script imports at once. */
    imports: z.array(fileName),
    styles: z.array(fileName),
    /** Put into the page itself, so that it can be read and tapped before anything else has come. */
    inline: z.object({ style: z.string(), styleHash: z.string(), script: z.string(), scriptHash: z.string() }).optional(),
  }),
);
/** Names under `/assets/`, by page. */
export type Manifest = z.infer<typeof manifestSchema>;

export type BuiltFile = { readonly body: Uint8Array<ArrayBuffer>; readonly encoding?: 'gzip' | 'br' };

export type BuiltPages = {
  readonly manifest: () => Promise<Manifest>;
  /** A built file by its path in `dist/`, packed in the best of the encodings that the caller takes; undefined when there is none. */
  readonly file: (path: string, accepts: string) => Promise<BuiltFile | undefined>;
};
