import { render } from 'preact';
import '../style/page.css';

const app = document.querySelector('#app');
if (app) render(<h1>Relais</h1>, app);
