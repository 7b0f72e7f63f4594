/** Where to go: asked for by address, or by the device's position on a tap. No map service is asked. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PlacesRequest, PlacesView, PlaceView } from '../../../src/contract/places.ts';
import { Refused } from '../../client/ask.ts';
import type { PatientApi } from '../../client/patient-api.ts';
import { telephone } from '../emergency-bar.tsx';
import { Icon } from '../icons.tsx';
import { Contacts } from '../support.tsx';
import { fill, type Language, type PatientWords } from '../words.ts';
import { PlacesMap } from './places-map.tsx';
import { Mistake, problemText } from './question.tsx';

type Near = PlacesRequest['near'];
type Looked = { readonly kind: 'none' | 'looking' } | { readonly kind: 'found'; readonly view: PlacesView } | { readonly kind: 'failed'; readonly text: string };

export function Places({
  words,
  api,
  encounterId,
  language,
  known,
}: {
  readonly words: PatientWords;
  readonly api: PatientApi;
  readonly encounterId: string;
  readonly language: Language;
  /** Numbers that the outcome shows itself: not twice. */
  readonly known: readonly string[];
}): JSX.Element {
  const [text, setText] = useState('');
  const [near, setNear] = useState<Near>();
  const [looked, setLooked] = useState<Looked>({ kind: 'none' });
  const look = async (where: Near): Promise<void> => {
    setNear(where);
    setLooked({ kind: 'looking' });
    try {
      setLooked({ kind: 'found', view: await api.places(encounterId, { near: where }) });
    } catch (error) {
      const said = error instanceof Refused && error.status === 400 ? problemText(error.problem) : undefined;
      setLooked({ kind: 'failed', text: said ?? words.whereFailed });
    }
  };
  // In the other language the same places are asked for again: their words come from the service.
  useEffect(() => {
    if (near && looked.kind === 'found' && looked.view.language !== language) void look(near);
  }, [language]);
  const search = (event: Event): void => {
    event.preventDefault();
    if (text.trim() === '') setLooked({ kind: 'failed', text: words.whereEmpty });
    else void look({ text: text.trim() });
  };
  const locate = (): void => {
    setLooked({ kind: 'looking' });
    const denied = (): void => setLooked({ kind: 'failed', text: words.wherePositionDenied });
    if (!('geolocation' in navigator)) return denied();
    navigator.geolocation.getCurrentPosition(({ coords }) => void look({ lat: Math.round(coords.latitude * 1e4) / 1e4, lon: Math.round(coords.longitude * 1e4) / 1e4 }), denied, {
      timeout: 10_000,
      maximumAge: 60_000,
    });
  };
  return (
    <section class="part places" aria-labelledby="where">
      <h2 id="where">
        <Icon name="place" /> {words.where}
      </h2>
      <form class="near no-print" onSubmit={search} noValidate>
        <label for="near">{words.whereNear}</label>
        <div class="near-row">
          <input
            id="near"
            type="text"
            dir="auto"
            autoComplete="street-address"
            maxLength={200}
            value={text}
            aria-describedby="near-mistake"
            aria-invalid={looked.kind === 'failed'}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button type="submit" class="primary">
            {words.whereFind}
          </button>
        </div>
        <Mistake id="near-mistake" text={looked.kind === 'failed' ? looked.text : undefined} />
        <button type="button" class="secondary" onClick={locate}>
          <Icon name="place" /> {words.wherePosition}
        </button>
        <p class="hint">{words.wherePositionNote}</p>
      </form>
      <p role="status" class="quiet">
        {looked.kind === 'looking' ? words.whereLooking : looked.kind === 'found' ? (looked.view.none?.words ?? looked.view.title) : ''}
      </p>
      {looked.kind === 'found' && <Found view={looked.view} words={words} known={known} onPick={(label) => void look({ text: label })} />}
    </section>
  );
}

function Found({
  view,
  words,
  known,
  onPick,
}: {
  readonly view: PlacesView;
  readonly words: PatientWords;
  readonly known: readonly string[];
  readonly onPick: (text: string) => void;
}): JSX.Element {
  return (
    <>
      {view.origin && <p class="quiet">{fill(words.whereFrom, { label: view.origin.label })}</p>}
      {view.maybe.length > 0 && (
        <div class="maybe">
          <p>{words.whereMaybe}</p>
          <ul class="choices">
            {view.maybe.map((item) => (
              <li key={item.text}>
                <button type="button" class="choice calm" onClick={() => onPick(item.text)}>
                  {item.label}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {view.notes.map((note) => (
        <p class="note" key={note}>
          {note}
        </p>
      ))}
      {view.none?.nextWords && <p class="note">{view.none.nextWords}</p>}
      <PlacesMap view={view} words={words} />
      <ol class="place-list">
        {(view.places.length > 0 ? view.places : view.none?.next ? [view.none.next] : []).map((place) => (
          <Place key={place.id} place={place} words={words} />
        ))}
      </ol>
      <Contacts contacts={view.outOfHours.filter((contact) => !known.includes(contact.number))} words={words} />
    </>
  );
}

function Place({ place, words }: { readonly place: PlaceView; readonly words: PatientWords }): JSX.Element {
  const services = place.services.map((item) => item.words).join(', ');
  return (
    <li class="place">
      <h3>{place.name}</h3>
      <p class="quiet">
        {place.kindWords}
        {services !== '' && ` · ${services}`}
      </p>
      <p class={`open open-${place.openOnArrival}`}>
        {place.openWords.startsWith(words.open[place.openOnArrival]) ? (
          <strong>{place.openWords}</strong>
        ) : (
          <>
            <strong>{words.open[place.openOnArrival]}</strong> · {place.openWords}
          </>
        )}
      </p>
      {(place.distance ?? place.travel) && <p>{[place.distance?.words, place.travel?.words].filter((part) => part !== undefined).join(' · ')}</p>}
      {place.address && <p>{place.address}</p>}
      {place.hoursToday && <p class="quiet">{place.hoursToday}</p>}
      <p class="place-acts">
        {place.phone && (
          <a class="act" href={place.phone.href || telephone(place.phone.number)}>
            <Icon name="phone" /> {fill(words.call, { number: place.phone.number.replaceAll(' ', '\u00A0') })}
          </a>
        )}
        {place.directions && (
          <a class="act" href={place.directions.web} target="_blank" rel="noreferrer noopener">
            <Icon name="next" /> {words.whereGo}
          </a>
        )}
        {place.directions && (
          <a class="act act-quiet" href={place.directions.geo}>
            {words.whereApp}
          </a>
        )}
      </p>
    </li>
  );
}
