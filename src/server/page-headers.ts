import type { FastifyHelmetOptions } from '@fastify/helmet';

const DIRECTIVES = {
  'default-src': ["'self'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'frame-src': ["'self'", 'blob:'],
  // The kit of the owner's pages writes its colours and sizes into <style>; scripts come from files alone.
  'style-src': ["'self'", "'unsafe-inline'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
};

/** The content policy of our pages; `embedders` are origins whose pages may show this one in a frame. */
export const pagePolicy = (embedders: readonly string[] = []): string =>
  Object.entries({ ...DIRECTIVES, 'frame-ancestors': ["'self'", ...embedders] })
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');

/** What every page carries. */
export const pageHeaders: FastifyHelmetOptions = {
  contentSecurityPolicy: { useDefaults: false, directives: { ...DIRECTIVES, 'frame-ancestors': ["'self'"] } },
  strictTransportSecurity: false,
  crossOriginEmbedderPolicy: false,
  xFrameOptions: { action: 'sameorigin' },
  referrerPolicy: { policy: 'no-referrer' },
};
