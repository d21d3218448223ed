// `npm start`: installs, builds the pages and starts the service in demo mode.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { install, node, root, stop } from './installed.mjs';

install();
const built = spawnSync(node, [join(root, 'scripts', 'build.mjs')], { cwd: root, encoding: 'utf8' });
if (built.status !== 0) {
  process.stderr.write(`${built.stdout}${built.stderr}\n`);
  stop('Страницы не собрались: выше сказано, почему.', 'The pages could not be built: the reason is above.');
}
const service = spawn(node, [join(root, 'bin', 'kvitok'), 'serve', '--demo', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => service.kill(signal));
service.on('exit', (code) => process.exit(code ?? 0));
