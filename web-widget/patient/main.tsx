import { render } from 'preact';
import { readPageData } from '../client/page-data.ts';
import '../style/page.css';

const app = document.querySelector('#app');
if (app) render(<h1>{readPageData().site}</h1>, app);
