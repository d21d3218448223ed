import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../parts/look.css';
import { language } from '../parts/api.ts';
import { Home } from './home.tsx';

document.documentElement.lang = language;
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <Home />
    </StrictMode>,
  );
