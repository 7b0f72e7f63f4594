/** The few words of the loader: what a person reads when the rest has not come, or never comes. */
export type Language = 'fr' | 'en';

export const words: Readonly<Record<Language, Readonly<Record<'title' | 'open' | 'close' | 'danger' | 'call' | 'or' | 'loading' | 'trouble' | 'page', string>>>> = {
  fr: {
    title: 'Relais : où me faire soigner ?',
    open: 'Besoin de soins ?',
    close: 'Fermer',
    danger: 'Une vie est en danger ?',
    call: 'Appelez',
    or: 'ou',
    loading: 'Le questionnaire arrive…',
    trouble: 'Le questionnaire ne peut pas s’afficher ici.',
    page: 'Ouvrir le questionnaire dans une page à part',
  },
  en: {
    title: 'Relais: where should I go for care?',
    open: 'Need care?',
    close: 'Close',
    danger: 'Is a life in danger?',
    call: 'Call',
    or: 'or',
    loading: 'The questions are on their way…',
    trouble: 'The questions cannot be shown here.',
    page: 'Open the questions on a page of their own',
  },
};
