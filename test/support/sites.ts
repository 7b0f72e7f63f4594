/** Two organisations that share nothing but the installation. */
import type { Site } from '../../src/contract/site.ts';

export const demoSite: Site = {
  id: 'demo',
  name: { fr: 'Hôpital Inventé', en: 'Made-up Hospital' },
  region: 'FR',
  languages: ['fr', 'en'],
  allowedOrigins: ['https://hospital.example'],
  colours: { accent: '#0a5c7a', accentOnDark: '#7fd0ee' },
  exits: { pharmacy: true, gp: true, video: true },
  texts: { operator: { fr: "L'Hôpital Inventé répond de ce service.", en: 'Made-up Hospital answers for this service.' } },
  callBack: {
    shownNumber: '+33199001200',
    ladder: [
      { step: 'desk', afterMinutes: 5, phone: '+33199001201' },
      { step: 'call-back', afterMinutes: 15 },
      { step: 'emergency', afterMinutes: 45 },
    ],
  },
};

const elsewhere: Site = {
  ...demoSite,
  id: 'elsewhere',
  name: { fr: 'Clinique Ailleurs', en: 'Elsewhere Clinic' },
  region: 'UK',
  languages: ['en', 'fr'],
  allowedOrigins: ['https://elsewhere.example'],
  exits: { pharmacy: false, gp: true, video: false },
  texts: { operator: { fr: 'La Clinique Ailleurs répond de ce service.', en: 'Elsewhere Clinic answers for this service.' } },
  callBack: { ladder: [] },
};

export const testSites: readonly Site[] = [demoSite, elsewhere];
