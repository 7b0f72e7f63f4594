/** Of a Tuesday to come that is no holiday: by the service's clock, in summer and winter time alike. */
export function atHour(hour: number): string {
  const day = new Date(Date.now() + 86_400_000);
  while (day.getUTCDay() !== 2 || ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'].includes(day.toISOString().slice(5, 10)))
    day.setUTCDate(day.getUTCDate() + 1);
  day.setUTCHours(hour, 0, 0, 0);
  return day.toISOString();
}
