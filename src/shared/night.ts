/** The night that comes. */
const morning = '06:00';

/**
 * Whether a time after midnight belongs to the night that follows this day: people call it "tonight", whatever its date.
 * @param from and @param at as "22:33"; @param daysApart between their dates
 */
export function isComingNight(from: string, at: string, daysApart: number): boolean {
  return daysApart === 1 && from >= morning && at < morning;
}
