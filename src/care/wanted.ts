/**
 * Which places fit an outcome: data, first row that fits. Basis: clinical reference, dispositions sections 1 and 4 (who and where of each
 * level, routing tags, scope of pharmacists). An ambulance has no row: its screen shows nothing else.
 */
import type { PlaceKind, PlaceService } from '../contract/places.ts';
import type { Words } from '../shared/language.ts';
import type { Country } from './place.ts';

export type Urgency = 'ambulance' | 'emergency' | 'same-day' | 'routine' | 'pharmacy' | 'self-care';

/** What of an outcome decides where to go. */
export type Need = {
  readonly urgency: Urgency;
  readonly examined: boolean;
  readonly via: readonly string[];
  readonly region: Country;
  readonly ageDays: number;
  readonly sex: 'female' | 'male' | 'unsure';
  readonly pathways: readonly string[];
};

export type Wanted = {
  readonly title: Words;
  readonly kinds: readonly { readonly kind: PlaceKind; readonly further: number }[];
  readonly prefer: PlaceService | undefined;
  readonly notes: readonly Words[];
  /** A visit by appointment: the nearest first, open now or not. */
  readonly byAppointment: boolean;
  /** Metres. */
  readonly reach: number;
};

type Row = {
  readonly urgency: readonly Urgency[];
  readonly via?: readonly string[];
  readonly pathways?: readonly string[];
  readonly region?: Country;
  readonly underYears?: number;
  readonly examined?: boolean;
  readonly title: Words;
  /** In order of fitness; after a kind, how many metres nearer it must be than the first to be as good. */
  readonly kinds: readonly (PlaceKind | readonly [PlaceKind, number])[];
  readonly prefer?: PlaceService;
  readonly notes?: readonly Words[];
};

const year = 365.25;
const reaches: Readonly<Record<Urgency, number>> = { ambulance: 0, emergency: 150_000, 'same-day': 60_000, routine: 60_000, pharmacy: 60_000, 'self-care': 30_000 };

const callBefore: Words = {
  en: 'Call before you go: they can tell you whether they can see you today.',
  fr: 'Appelez avant de partir : on vous dira si vous pouvez être reçu aujourd’hui.',
};
const beDriven: Words = {
  en: 'Have someone drive you. If it gets worse on the way, call the emergency number.',
  fr: 'Faites-vous conduire. Si cela s’aggrave en route, appelez le numéro d’urgence.',
};
const appointment: Words = { en: 'Call for an appointment.', fr: 'Appelez pour prendre rendez-vous.' };
const ownDoctor: Words = { en: 'If you have a doctor of your own, call there first.', fr: 'Si vous avez un médecin traitant, appelez-le d’abord.' };
const ownMaternity: Words = { en: 'If you are followed by a maternity unit, call that one first.', fr: 'Si une maternité vous suit, appelez-la d’abord.' };

const rows: readonly Row[] = [
  {
    urgency: ['emergency'],
    via: ['maternity'],
    title: { en: 'Maternity emergencies', fr: 'Urgences maternité' },
    kinds: ['maternity', ['emergency-department', 10_000]],
    notes: [beDriven, ownMaternity],
  },
  {
    urgency: ['emergency'],
    via: ['eye'],
    title: { en: 'Eye emergencies', fr: 'Urgences ophtalmologiques' },
    kinds: ['eye-care', ['emergency-department', 10_000]],
    notes: [beDriven],
  },
  {
    urgency: ['emergency'],
    underYears: 16,
    title: { en: 'Emergency departments for children', fr: 'Urgences pédiatriques' },
    kinds: ['childrens-emergency-department', ['emergency-department', 15_000]],
    notes: [beDriven],
  },
  {
    urgency: ['emergency'],
    via: ['mental-health-crisis'],
    title: { en: 'Emergency departments', fr: 'Urgences' },
    kinds: ['emergency-department', 'mental-health-crisis'],
    notes: [{ en: 'Do not go alone.', fr: 'N’y allez pas seul(e).' }],
  },
  { urgency: ['emergency'], title: { en: 'Emergency departments', fr: 'Urgences' }, kinds: ['emergency-department'], notes: [beDriven] },
  { urgency: ['same-day'], via: ['maternity', 'midwife'], title: { en: 'Maternity units', fr: 'Maternités' }, kinds: ['maternity'], notes: [ownMaternity, callBefore] },
  {
    urgency: ['same-day'],
    via: ['mental-health-crisis'],
    title: { en: 'Help in a crisis', fr: 'Aide en cas de crise' },
    kinds: ['mental-health-crisis', ['emergency-department', 10_000]],
    notes: [{ en: 'Do not stay alone meanwhile.', fr: 'Ne restez pas seul(e) en attendant.' }],
  },
  { urgency: ['same-day'], via: ['sexual-assault-centre'], title: { en: 'Hospitals that can see you', fr: 'Hôpitaux qui peuvent vous recevoir' }, kinds: ['emergency-department'] },
  { urgency: ['same-day'], via: ['dental'], title: { en: 'Dentists', fr: 'Dentistes' }, kinds: ['dentist'], notes: [callBefore] },
  {
    urgency: ['same-day'],
    via: ['eye', 'optometrist'],
    title: { en: 'Eye care', fr: 'Soins des yeux' },
    kinds: ['eye-care', ['optometrist', 5000], ['emergency-department', 30_000]],
    notes: [callBefore],
  },
  {
    urgency: ['same-day'],
    via: ['sexual-health'],
    title: { en: 'Sexual health clinics and doctors', fr: 'Centres de santé sexuelle et médecins' },
    kinds: ['sexual-health', ['gp', 5000], ['urgent-care', 5000]],
    notes: [callBefore],
  },
  {
    urgency: ['same-day'],
    pathways: ['lower-limb-injury'],
    title: { en: 'Minor injuries and X-ray', fr: 'Petites blessures et radiographie' },
    kinds: ['minor-injuries', 'urgent-care', ['emergency-department', 15_000]],
    prefer: 'x-ray',
    notes: [{ en: 'Ask whether an X-ray can be made today.', fr: 'Demandez si une radiographie peut être faite aujourd’hui.' }],
  },
  {
    urgency: ['same-day'],
    examined: true,
    title: { en: 'Doctors who can examine you today', fr: 'Médecins qui peuvent vous examiner aujourd’hui' },
    kinds: ['out-of-hours-gp', 'urgent-care', ['gp', 500], ['visiting-doctor', 5000], ['emergency-department', 30_000]],
    notes: [ownDoctor, callBefore],
  },
  {
    urgency: ['same-day'],
    title: { en: 'Doctors who can see you today', fr: 'Médecins qui peuvent vous voir aujourd’hui' },
    kinds: ['video', 'out-of-hours-gp', 'urgent-care', ['gp', 500], ['visiting-doctor', 5000], ['emergency-department', 30_000]],
    notes: [ownDoctor, callBefore],
  },
  {
    urgency: ['routine'],
    via: ['midwife', 'maternity'],
    title: { en: 'Midwives and maternity units', fr: 'Sages-femmes et maternités' },
    kinds: ['midwife', ['maternity', 3000]],
    notes: [appointment],
  },
  { urgency: ['routine'], via: ['dental'], title: { en: 'Dentists', fr: 'Dentistes' }, kinds: ['dentist'], notes: [appointment] },
  {
    urgency: ['routine'],
    via: ['eye', 'optometrist'],
    region: 'UK',
    title: { en: 'Optometrists', fr: 'Optométristes' },
    kinds: ['optometrist', ['eye-care', 5000]],
    notes: [appointment],
  },
  { urgency: ['routine'], via: ['eye', 'optometrist'], title: { en: 'Eye care', fr: 'Soins des yeux' }, kinds: ['eye-care', 'optometrist'], notes: [appointment] },
  { urgency: ['routine'], via: ['physio'], title: { en: 'Physiotherapists', fr: 'Kinésithérapeutes' }, kinds: ['physiotherapist'], notes: [appointment] },
  {
    urgency: ['routine'],
    via: ['sexual-health'],
    title: { en: 'Sexual health clinics', fr: 'Centres de santé sexuelle' },
    kinds: ['sexual-health', ['gp', 5000]],
    notes: [appointment],
  },
  { urgency: ['routine'], title: { en: 'Doctors', fr: 'Médecins' }, kinds: ['gp'], notes: [ownDoctor, appointment] },
  { urgency: ['pharmacy'], title: { en: 'Pharmacies', fr: 'Pharmacies' }, kinds: ['pharmacy'] },
  { urgency: ['self-care'], title: { en: 'A pharmacy, if you need one', fr: 'Une pharmacie, au besoin' }, kinds: ['pharmacy'] },
];

type Scope = { readonly pathway: string; readonly region: Country; readonly leastYears: number; readonly mostYears?: number; readonly sex?: 'female' };

/** What a pharmacist may test for and treat without a prescription: France, order of 17 June 2024; England, Pharmacy First. */
const pharmacistScope: readonly Scope[] = [
  { pathway: 'uti-female', region: 'FR', leastYears: 16, mostYears: 65, sex: 'female' },
  { pathway: 'sore-throat', region: 'FR', leastYears: 10 },
  { pathway: 'uti-female', region: 'UK', leastYears: 16, mostYears: 64, sex: 'female' },
  { pathway: 'sore-throat', region: 'UK', leastYears: 5 },
];

const askPharmacist: Readonly<Record<Country, Words>> = {
  FR: {
    en: 'Some pharmacists may do a rapid test and treat you without a prescription: those marked here. Ask for it.',
    fr: 'Certains pharmaciens peuvent faire un test rapide et vous traiter sans ordonnance : ceux indiqués ici. Demandez-le.',
  },
  UK: {
    en: 'In England a pharmacist may treat this without a prescription (Pharmacy First): those marked here. Ask for it.',
    fr: 'En Angleterre, un pharmacien peut traiter cela sans ordonnance (Pharmacy First) : ceux indiqués ici. Demandez-le.',
  },
};

/** undefined for an ambulance: no place is offered. */
export function wantedFor(need: Need): Wanted | undefined {
  const row = rows.find(
    (item) =>
      item.urgency.includes(need.urgency) &&
      (item.via === undefined || item.via.some((tag) => need.via.includes(tag))) &&
      (item.pathways === undefined || item.pathways.some((id) => need.pathways.includes(id))) &&
      (item.region === undefined || item.region === need.region) &&
      (item.underYears === undefined || need.ageDays < item.underYears * year) &&
      (item.examined === undefined || item.examined === need.examined),
  );
  if (!row) return undefined;
  const prescribes = (need.urgency === 'pharmacy' || need.urgency === 'self-care') && inScope(need);
  return {
    title: row.title,
    kinds: row.kinds.map((item) => (typeof item === 'string' ? { kind: item, further: 0 } : { kind: item[0], further: item[1] })),
    prefer: prescribes ? 'pharmacist-prescribing' : row.prefer,
    notes: [...(row.notes ?? []), ...(prescribes ? [askPharmacist[need.region]] : [])],
    byAppointment: need.urgency === 'routine',
    reach: reaches[need.urgency],
  };
}

function inScope({ pathways, region, ageDays, sex }: Need): boolean {
  const years = ageDays / year;
  return pharmacistScope.some(
    (scope) =>
      pathways.includes(scope.pathway) &&
      scope.region === region &&
      years >= scope.leastYears &&
      (scope.mostYears === undefined || years < scope.mostYears + 1) &&
      (scope.sex === undefined || scope.sex === sex),
  );
}
