/** The one script of a host page. */
import type { RegionNumbers } from './region-numbers.ts';

declare const regionNumbers: RegionNumbers;
document.documentElement.dataset['relais'] = Object.keys(regionNumbers).join(' ');
