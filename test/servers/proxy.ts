import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

export interface Proxy {
  url: string;
  /** `host:port` of every CONNECT. */
  asked: string[];
  close(): Promise<void>;
}

/** A real HTTP proxy on loopback: it opens tunnels, and finds every name at this machine, as if it knew names that the test's machine does not. */
export async function openProxy(options: { login?: string; password?: string; refuses?: number } = {}): Promise<Proxy> {
  const asked: string[] = [];
  const { login, password = '', refuses } = options;
  const wanted = `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', (request, client, head) => {
    asked.push(String(request.url));
    client.on('error', () => client.destroy());
    const status =
      login !== undefined && request.headers['proxy-authorization'] !== wanted ? 407 : (refuses ?? undefined);
    if (status !== undefined) return void client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    const socket = connect(Number(String(request.url).split(':').at(-1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.write(head);
      socket.pipe(client).pipe(socket);
    });
    socket.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
