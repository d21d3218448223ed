/** @jsxImportSource preact */
import { render } from 'preact';
import { Page } from './page.tsx';
import './till.css';
import { language, words } from './words.ts';

const register = decodeURIComponent(location.pathname.split('/')[2] ?? '');
document.documentElement.lang = language;
document.title = words('title', { name: register });
const root = document.getElementById('root');
if (root) render(<Page register={register} />, root);
