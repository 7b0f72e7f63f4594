/** Put in by the build, from `triage-rules/regions/`. */
export type RegionNumbers = Readonly<Record<string, { readonly name: Readonly<Record<'fr' | 'en', string>>; readonly numbers: readonly string[] }>>;
