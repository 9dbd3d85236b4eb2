import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** What a proxy is told. */
export interface ProxyOptions {
  /** Called before the n-th message of the clients goes on, counted over all connections from 1. `false` keeps it back. */
  readonly onMessage?: (count: number) => boolean | void;
  /** How many connections must be open before the first one goes through. */
  readonly barrier?: number;
}

/** A proxy between a command and its server. */
export interface KillingProxy {
  /** The URL of the database by way of the proxy. */
  readonly url: string;
  /** The messages of the clients up to now. */
  readonly count: number;
  close(): Promise<void>;
}

/** Listens on a port of this machine and passes on to the server of a URL. */
export async function startProxy(target: string, options: ProxyOptions = {}): Promise<KillingProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const waiting: (() => void)[] = [];
  let count = 0;

  const server = createServer((client) => {
    client.pause();
    track(client);
    waiting.push(() => pass(client));
    if (waiting.length >= (options.barrier ?? 1)) for (const start of waiting.splice(0)) start();
  });

  function track(socket: Socket): void {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => sockets.delete(socket));
  }

  function pass(client: Socket): void {
    const upstream = connect({ host: hostname, port: Number(port) });
    track(upstream);
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
    upstream.on("data", (data) => client.write(data));
    client.on("data", (data) => {
      count += 1;
      if (options.onMessage?.(count) !== false) upstream.write(data);
    });
    client.resume();
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(target);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    get count() {
      return count;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
