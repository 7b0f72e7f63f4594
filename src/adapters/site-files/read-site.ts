/** A site's file -> a checked site, or every problem with its line and mend. */
import type { Site } from '../../contract/site.ts';
import { parseContentFile, type ContentFile, type ContentProblem } from '../../shared/content-file.ts';
import { createProblemList, readForm } from '../../shared/problem-list.ts';
import { siteFile, siteFrom } from './site-form.ts';

export type SiteReading = { readonly site: Site; readonly problems: readonly [] } | { readonly site: undefined; readonly problems: readonly ContentProblem[] };

export function readSite(file: ContentFile): SiteReading {
  const result = parseContentFile(file);
  if ('problem' in result) return { site: undefined, problems: [result.problem] };
  const list = createProblemList();
  const form = readForm(siteFile, result.parsed, list, 'docs/operations.md#sites');
  return form ? { site: siteFrom(form), problems: [] } : { site: undefined, problems: list.problems.toSorted((a, b) => a.line - b.line) };
}
