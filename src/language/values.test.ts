import { describe, expect, it } from 'vitest';
import { number } from './testing/small-lexicon.ts';

const hour = 1;
const day = 24;
const week = 7 * day;

describe('how long it has lasted, in hours', () => {
  it.each([
    ['depuis trois jours', 3 * day],
    ['depuis 3j', 3 * day],
    ['depuis 48h', 48],
    ['since yesterday', 36],
    ['depuis hier', 36],
    ['depuis hier soir', 18],
    ['since last night', 18],
    ['since this morning', 12],
    ['since 10 this morning', 12],
    ['depuis 8h ce matin', 12],
    ['depuis ce soir', 6],
    ['since this evening', 6],
    ['since tonight', 6],
    ['for 2 weeks', 2 * week],
    ['for two or three days', 3 * day],
    ['2-3 days now', 3 * day],
    ['a couple of days now', 2 * day],
    ['depuis une demi-heure', 0.5 * hour],
    ['for an hour and a half', 1.5 * hour],
    ['depuis une semaine et demie', 1.5 * week],
    ['ça fait 2 semaines que je tousse', 2 * week],
    ['cough x 5 days', 5 * day],
    ['il y a deux jours', 2 * day],
    ['ya deux jours', 2 * day],
    ['fever started 6 days ago', 6 * day],
    ['depuis le week-end', week],
    ['depuis lundi', week],
    ['chest pain for 3 weeks, worse since yesterday', 3 * week],
    ['diabetic for 20 years, cough for 3 days', 3 * day],
    ['operated 3 weeks ago, in pain since yesterday', 36],
    ['my 3 year old has had a cough for 2 days', 2 * day],
  ])('"%s" is %d', (words, hours) => expect(number(words, 'duration')).toBe(hours));

  it.each([
    ['smoker for 20 years'],
    ['diabétique depuis 10 ans'],
    ['my 3 year old'],
    ['enceinte de 8 mois'],
    ['had a blood clot 2 years ago'],
    ['throat and head'],
    ['for 9999 years'],
    ['for 0 days'],
    ['comes in waves for a few minutes'],
    ['my belly hurts and my period is late, last one was 8 weeks ago'],
    ['mal au ventre, dernières règles il y a deux mois'],
  ])('"%s" tells nothing about it', (words) => expect(number(words, 'duration')).toBeUndefined());

  it('is asked when two different times are told', () => {
    expect(number('reflux for 2 months, chest pain for 2 days', 'duration')).toBeUndefined();
    expect(number('stomach ache for years, awful this morning', 'duration')).toBeUndefined();
  });
});

describe('a temperature, in degrees Celsius', () => {
  it.each([
    ['39,5', 39.5],
    ['39.5°C', 39.5],
    ['38°5', 38.5],
    ['39 de fièvre', 39],
    ['fièvre à 40', 40],
    ['température : 38,2', 38.2],
    ['trente-neuf de fièvre', 39],
    ['temp 103 F', 39.44],
    ['102 fahrenheit', 38.89],
    ['fever of 103', 39.44],
    ['temperature is up to 39', 39],
    ['le thermomètre affiche 38,7', 38.7],
    ['fie\u0300vre 39', 39],
    ['38.2 this morning, 39.4 now', 39.4],
    ['temperature 35.2 then 36.1', 35.2],
    ["j'ai 39 et je grelotte", 39],
    ['jai 40 jai chaud et mal partout', 40],
    ["je suis malade, j'ai 39", 39],
    ['mon fils a 40 et il a des taches', 40],
    ['baby is 39 and burning hot', 39],
    ['doigt rouge, 39 et frissons', 39],
    ['red line up my arm 39 and shivering', 39],
  ])('"%s" is %d', (words, degrees) => expect(number(words, 'temperature')).toBe(degrees));

  it.each([
    ['temperature of 250'],
    ['fever for 39 hours'],
    ['38 weeks pregnant'],
    ['39.5 kg'],
    ['fever 12'],
    ['fever 40 hours'],
    ["j'ai 39 ans et j'ai chaud"],
    ["j'ai 39 semaines et je suis malade"],
    ["j'ai 39"],
    ["j'ai 40 de tension et j'ai chaud"],
    ["I'm 39 and shivering"],
    ['femme de 39 et frissons'],
    ['woman, 39 and shivering'],
    ['baby is 40 days old and hot'],
    ['a 40 yr old man shaking'],
    ["j'ai 39 et des bouffées de chaleur"],
  ])('"%s" is none', (words) => expect(number(words, 'temperature')).toBeUndefined());
});

describe('what was scored or measured', () => {
  it.each([
    ['pain 8/10', 'pain', 8],
    ['douleur à 7 sur 10', 'pain', 7],
    ['huit sur dix', 'pain', 8],
    ['nine out of ten', 'pain', 9],
    ['3/10 now, it was 8/10', 'pain', 8],
    ['sats 88%', 'oxygen-saturation', 88],
    ['saturation à 92', 'oxygen-saturation', 92],
    ['heart rate is 140', 'pulse', 140],
    ['pouls 110', 'pulse', 110],
    ['RR 32', 'breaths-per-minute', 32],
    ['bp 180/110', 'systolic', 180],
    ['tension 18/11', 'diastolic', 110],
    ['glycémie 2,5 g', 'glucose', 13.9],
    ['sugar 15 mmol', 'glucose', 15],
    ['blood sugar 1.9', 'glucose', 1.9],
    ['my sugar was 28', 'glucose', 28],
    ['sugar is 2.1 and shaking', 'glucose', 2.1],
    ['ketones 3.2', 'ketones', 3.2],
  ])('"%s": %s is %d', (words, finding, value) => expect(number(words, finding)).toBe(value));

  it.each([
    ['pain 12/10', 'pain'],
    ['mal de tête depuis le 5/10', 'pain'],
    ['born on 8/10/1990', 'pain'],
    ['sats 20%', 'oxygen-saturation'],
    ['pulse 900', 'pulse'],
    ['I take 2 sugars', 'glucose'],
    ['BMI 28', 'glucose'],
  ])('"%s" is refused as %s', (words, finding) => expect(number(words, finding)).toBeUndefined());
});
