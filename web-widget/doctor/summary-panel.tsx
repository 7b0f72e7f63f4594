/** The summary, to be read in thirty seconds: words, outcome, dangers, what is not known, what changed; the rest below. */
import type { DoctorSummary } from '../../src/contract/staff.ts';
import { sectionsOf, shortHash, summarySections, type SummarySection } from './summary-view.ts';
import { filled } from '../client/wording.ts';
import type { DoctorWords } from './words.ts';

export function SummaryPanel({
  summary,
  words,
  time,
  date,
}: {
  readonly summary: DoctorSummary;
  readonly words: DoctorWords;
  readonly time: (at: string) => string;
  readonly date: (at: string) => string;
}) {
  const { outcome } = summary;
  return (
    <section class="dc-summary" aria-labelledby="dc-summary-title">
      <h2 id="dc-summary-title">
        {words.summary} <span class="cs-quiet">{filled(words.rulesVersion, { hash: shortHash(summary.rulesetHash) })}</span>
      </h2>
      {summary.complaint.map(({ text, at }) => (
        <blockquote class="dc-words" lang={summary.language} key={at}>
          {text} <span class="cs-quiet">{time(at)}</span>
        </blockquote>
      ))}
      {summary.complaint.length === 0 && <p>{words.noWords}</p>}
      <p class="cs-quiet">{[summary.who.age, summary.who.sex, summary.who.about, ...summary.pathways.map((pathway) => pathway.title)].filter(Boolean).join(' · ')}</p>
      <p class={`dc-urgency dc-urgency-${outcome.urgency}`}>
        <b>{outcome.short}</b>
        {outcome.seeBy && <span>{outcome.seeBy.words}</span>}
      </p>
      {outcome.draft && <p class="cs-quiet">{words.draft}</p>}
      {sectionsOf(summary, words).map((section) => (
        <section
          class={`dc-section dc-section-${section.kind} ${summarySections[section.kind].dense ? 'dc-dense' : ''}`}
          key={section.kind}
          aria-labelledby={`dc-section-${section.kind}`}
        >
          <h3 id={`dc-section-${section.kind}`}>
            {section.title} <span class="dc-count">{section.lines.length}</span>
          </h3>
          {section.hint && <p class="cs-hint">{section.hint}</p>}
          {section.lines.length === 0 ? (
            <p class="cs-quiet">{words.none}</p>
          ) : (
            <>
              <LineList lines={section.lines.slice(0, atOnce(section))} />
              {section.lines.length > atOnce(section) && (
                <details>
                  <summary>{filled(words.others, { count: section.lines.length - atOnce(section) })}</summary>
                  <LineList lines={section.lines.slice(atOnce(section))} />
                </details>
              )}
            </>
          )}
        </section>
      ))}
      <section class="dc-section">
        <h3>{words.changes}</h3>
        {summary.changes.length === 0 ? (
          <p class="cs-quiet">{words.changesNone}</p>
        ) : (
          <ul>
            {summary.changes.map(({ at, words: text }) => (
              <li key={at}>
                {time(at)} {text}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section class="dc-section">
        <h3>{words.why}</h3>
        <ul>
          {summary.rules.map(({ rule, because, sources }) => (
            <li key={rule}>
              <span class="dc-line">{because}</span> <span class="dc-source">{[filled(words.rule.one, { rules: rule }), ...sources].join(' · ')}</span>
            </li>
          ))}
        </ul>
      </section>
      <Earlier earlier={summary.earlier} words={words} date={date} />
    </section>
  );
}

/** What is dangerous is all in sight; long lists that reassure or say nothing are opened by whoever wants them. */
function atOnce({ kind, lines }: SummarySection): number {
  return summarySections[kind].dense && lines.length > 8 ? 6 : lines.length;
}

function LineList({ lines }: Pick<SummarySection, 'lines'>) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line.key}>
          <span class="dc-line">{line.text}</span> <span class="dc-source">{line.source}</span>
        </li>
      ))}
    </ul>
  );
}

function Earlier({ earlier, words, date }: { readonly earlier: DoctorSummary['earlier']; readonly words: DoctorWords; readonly date: (at: string) => string }) {
  return (
    <section class="dc-section">
      <h3>{words.earlier}</h3>
      {!earlier.allowed && <p class="cs-quiet">{words.earlierRefused}</p>}
      {earlier.allowed && earlier.encounters.length === 0 && <p class="cs-quiet">{words.earlierNone}</p>}
      <ul>
        {earlier.encounters.map(({ id, at, words: text, urgency, disposition }) => (
          <li key={id}>
            {date(at)} {text} <span class="dc-source">{disposition ?? words.dispositions[urgency]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
