/** Tags of OpenStreetMap -> kinds of place and services. First match. `relais:kind` says it outright where OpenStreetMap has no word. */
import { placeKinds, placeServices, type PlaceKind, type PlaceService } from '../contract/places.ts';

export type Tags = Readonly<Record<string, string>>;

type KindRule = { readonly kind: PlaceKind; readonly when: (tags: Tags, has: (speciality: string) => boolean) => boolean };

const isHospital = (tags: Tags): boolean => tags['amenity'] === 'hospital' || tags['healthcare'] === 'hospital';
const isPractice = (tags: Tags): boolean =>
  tags['amenity'] === 'doctors' || tags['amenity'] === 'clinic' || ['doctor', 'clinic', 'centre', 'yes'].includes(tags['healthcare'] ?? '') || isHospital(tags);
const named = (pattern: RegExp) => (tags: Tags) => pattern.test(tags['name'] ?? '');
const isOnCall = named(/\bmaison m[eé]dicale de garde\b|\bMMG\b|\bout[- ]of[- ]hours\b/i);
const isSos = named(/^SOS M[eé]decins\b/i);

const rules: readonly KindRule[] = [
  { kind: 'pharmacy', when: (tags) => tags['amenity'] === 'pharmacy' || tags['healthcare'] === 'pharmacy' },
  { kind: 'dentist', when: (tags) => tags['amenity'] === 'dentist' || tags['healthcare'] === 'dentist' },
  { kind: 'midwife', when: (tags) => tags['healthcare'] === 'midwife' },
  { kind: 'physiotherapist', when: (tags) => tags['healthcare'] === 'physiotherapist' },
  { kind: 'optometrist', when: (tags) => tags['healthcare'] === 'optometrist' },
  { kind: 'visiting-doctor', when: isSos },
  { kind: 'out-of-hours-gp', when: (tags) => isPractice(tags) && isOnCall(tags) },
  { kind: 'maternity', when: (tags, has) => tags['healthcare'] === 'birthing_centre' || (isPractice(tags) && (has('maternity') || has('obstetrics'))) },
  { kind: 'mental-health-crisis', when: (tags, has) => isPractice(tags) && has('psychiatry') && tags['emergency'] === 'yes' },
  {
    kind: 'childrens-emergency-department',
    when: (tags, has) =>
      (isHospital(tags) || tags['emergency'] === 'emergency_ward_entrance') && tags['emergency'] !== 'no' && tags['emergency'] !== undefined && has('paediatrics'),
  },
  { kind: 'emergency-department', when: (tags) => tags['emergency'] === 'emergency_ward_entrance' || (isHospital(tags) && tags['emergency'] === 'yes') },
  { kind: 'eye-care', when: (tags, has) => isPractice(tags) && has('ophthalmology') },
  { kind: 'sexual-health', when: (tags, has) => isPractice(tags) && has('sexual_health') },
  { kind: 'minor-injuries', when: (tags, has) => isPractice(tags) && (has('minor_injuries') || has('traumatology')) },
  { kind: 'urgent-care', when: (tags, has) => isPractice(tags) && (has('urgent') || has('emergency') || tags['urgent_care'] === 'yes') },
  { kind: 'imaging', when: (tags, has) => (isPractice(tags) && (has('radiology') || has('diagnostic_radiology'))) || tags['healthcare'] === 'diagnostic_imaging' },
  { kind: 'gp', when: (tags, has) => !isHospital(tags) && isPractice(tags) && (specialities(tags).length === 0 || has('general')) && tags['healthcare'] !== 'yes' },
];

type ServiceRule = { readonly service: PlaceService; readonly when: (tags: Tags, kind: PlaceKind) => boolean };

const services: readonly ServiceRule[] = [
  { service: 'wheelchair', when: (tags) => tags['wheelchair'] === 'yes' },
  { service: 'x-ray', when: (tags, kind) => kind === 'imaging' || specialities(tags).includes('radiology') },
  { service: 'minor-injuries', when: (_, kind) => kind === 'minor-injuries' },
  { service: 'dental', when: (_, kind) => kind === 'dentist' },
  { service: 'eye', when: (_, kind) => kind === 'eye-care' || kind === 'optometrist' },
  { service: 'maternity', when: (_, kind) => kind === 'maternity' },
  { service: 'children', when: (tags, kind) => kind === 'childrens-emergency-department' || specialities(tags).includes('paediatrics') },
  { service: 'video', when: (_, kind) => kind === 'video' },
  { service: 'home-visit', when: (_, kind) => kind === 'visiting-doctor' },
];

function specialities(tags: Tags): readonly string[] {
  return (tags['healthcare:speciality'] ?? '')
    .split(';')
    .map((item) => item.trim().toLowerCase())
    .filter(Boolean);
}

export type Kinding =
  | { readonly kind: PlaceKind; readonly services: readonly PlaceService[] }
  /** `medical`: a place of care that nobody is sent to from here, worth a line in the report. */
  | { readonly notOffered: 'medical' | 'other' }
  | { readonly problem: string };

export function kindOf(tags: Tags): Kinding {
  const stated = tags['relais:kind'];
  if (stated !== undefined && !isKind(stated)) return { problem: `relais:kind "${stated.slice(0, 40)}" is not known; write one of ${placeKinds.join(', ')}` };
  const own = new Set(specialities(tags));
  const kind = stated ?? rules.find((rule) => rule.when(tags, (speciality) => own.has(speciality)))?.kind;
  if (kind === undefined) return { notOffered: tags['healthcare'] !== undefined || /^(?:clinic|doctors|hospital)$/.test(tags['amenity'] ?? '') ? 'medical' : 'other' };
  const extra = (tags['relais:services'] ?? '')
    .split(';')
    .map((item) => item.trim())
    .filter(Boolean);
  const unknown = extra.find((item) => !isService(item));
  if (unknown !== undefined) return { problem: `relais:services "${unknown.slice(0, 40)}" is not known; write some of ${placeServices.join(', ')}` };
  const found = new Set([...services.filter((rule) => rule.when(tags, kind)).map((rule) => rule.service), ...extra]);
  return { kind, services: placeServices.filter((service) => found.has(service)) };
}

function isKind(value: string | undefined): value is PlaceKind {
  return placeKinds.some((kind) => kind === value);
}

function isService(value: string): value is PlaceService {
  return placeServices.some((service) => service === value);
}
