import { render } from 'preact';
import { meetHostPage } from '../client/host-page.ts';
import { readPageData } from '../client/page-data.ts';
import '../style/page.css';

const app = document.querySelector('#app');
const data = readPageData();
meetHostPage(data.embedders);
if (app) render(<h1>{data.site}</h1>, app);
