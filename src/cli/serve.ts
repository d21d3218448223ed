import { rename, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { Option } from 'commander';
import { openApp } from '../app.ts';
import { createServer } from '../server/index.ts';
import { Problem } from '../texts/problem.ts';
import type { CommandContext } from './context.ts';
import { listOption, print } from './io.ts';
import { listenProblem, portOf } from './listen.ts';
import { type RunningService, runningFile } from './service-client.ts';

interface ServeOptions {
  data: string;
  keyFile?: string;
  demo?: boolean;
  host: string;
  port: string;
  allowHost?: string[];
  allowPrivate?: string[];
  allowEmbed?: string[];
  trustProxy?: string[];
  tokenAlways?: boolean;
  caFile?: string;
}

/** `kvitok serve`: the service, until SIGTERM or Ctrl+C; then it takes no more work, finishes what is under way and ends with 0. */
export function serveCommand({ program, language, say }: CommandContext): void {
  program
    .command('serve')
    .description(say('cli.serve.description'))
    .addOption(new Option('--demo', say('cli.serve.demo')).env('KVITOK_DEMO'))
    .addOption(new Option('--host <host>', say('cli.serve.host')).env('KVITOK_HOST').default('127.0.0.1'))
    .addOption(new Option('--port <port>', say('cli.serve.port')).env('KVITOK_PORT').default('8154'))
    .addOption(listOption('--allow-host <name...>', say('cli.serve.allowHost'), 'KVITOK_ALLOW_HOST'))
    .addOption(listOption('--allow-embed <origin...>', say('cli.serve.allowEmbed'), 'KVITOK_ALLOW_EMBED'))
    .addOption(listOption('--trust-proxy <address...>', say('cli.serve.trustProxy'), 'KVITOK_TRUST_PROXY'))
    .addOption(new Option('--token-always', say('cli.serve.tokenAlways')).env('KVITOK_TOKEN_ALWAYS'))
    .action(async (_options, command) => {
      const options = command.optsWithGlobals() as ServeOptions;
      const port = portOf(options.port);
      const embedders = (options.allowEmbed ?? []).map(originOf);
      const app = await openApp({
        data: options.data,
        language,
        demo: options.demo === true,
        ...(options.keyFile ? { keyFile: options.keyFile } : {}),
        ...(options.allowPrivate ? { allowPrivate: options.allowPrivate } : {}),
        ...(options.caFile ? { caFile: options.caFile } : {}),
      });
      const token = app.apiToken;
      const server = await createServer(app, {
        token,
        hosts: options.allowHost ?? [],
        embedders,
        proxies: options.trustProxy ?? [],
        tokenAlways: options.tokenAlways === true,
      });
      try {
        await server.listen({ host: options.host, port });
      } catch (error) {
        await app.close();
        throw listenProblem(error, options.host, port);
      }
      const address = server.server.address() as AddressInfo;
      const url = `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
      const running: RunningService = { pid: process.pid, url: url.replace(/0\.0\.0\.0|\[::\]/, '127.0.0.1'), token };
      // Whole or not at all: commands and scripts read it while it is written.
      const file = runningFile(options.data);
      await writeFile(`${file}.new`, JSON.stringify(running), { mode: 0o600 });
      await rename(`${file}.new`, file);
      if (options.demo) print(say('cli.serve.demoReady', { url }));
      else print(say('cli.serve.ready', { url }));
      const isOpen = options.demo === true && /^https?:\/\/(127\.|\[::1\])/.test(url);
      if (!isOpen && app.access.signIn.needsSetUp()) {
        const code = app.access.signIn.newSetUpCode();
        print(say('cli.serve.setUp', { url: `${running.url}/sign-in#${code}`, code }));
      }

      let ending = false;
      const end = async () => {
        if (ending) process.exit(1);
        ending = true;
        await rm(runningFile(options.data), { force: true });
        await server.close();
        await app.close();
        process.exit(0);
      };
      process.on('SIGTERM', () => void end());
      process.on('SIGINT', () => void end());
    });
}

/** `https://pos.example.ru`: what a browser calls the origin of a page. */
function originOf(given: string): string {
  const url = URL.parse(given);
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || given.includes('*'))
    throw new Problem('embedOrigin', { params: { origin: given } });
  return url.origin;
}
