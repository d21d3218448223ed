import '@mantine/core/styles.css';
import '@mantine/charts/styles.css';
import '@mantine/notifications/styles.css';
import './desk.css';
import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { language, Refused, SIGNED_OUT } from '../parts/api.ts';
import { Frame } from './frame.tsx';
import { theme } from './theme.ts';
import { Guarded } from './unsaved.tsx';

/** Once more where the service was away; what it refused, it would refuse again. */
const retry = (failures: number, error: Error): boolean =>
  failures < 1 && !(error instanceof Refused && error.status >= 400 && error.status < 500);
const queries = new QueryClient({ defaultOptions: { queries: { retry, staleTime: 5_000 } } });
// Once the session is over, whatever page asks for something shows the sign-in instead.
addEventListener(SIGNED_OUT, () => void queries.invalidateQueries({ queryKey: ['session'] }));

document.documentElement.lang = language;
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={queries}>
          <ModalsProvider>
            <Notifications />
            <Guarded>
              <Frame />
            </Guarded>
          </ModalsProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
