/**
 * The process lives in UTC, wherever its machine stands: opening hours are worked out on a clock that never jumps. People are always shown
 * the clock of their region, asked for by name. Imported before anything that looks at a clock.
 */
process.env['TZ'] = 'UTC';
