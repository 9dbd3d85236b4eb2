/**
 * `npm run servers`: the database servers of the tests, started where they do not answer.
 *
 * A server that already answers is left as it is. A missing one is started from the host's binaries where they
 * exist, else from a Debian installation of its own (debootstrap) in a folder outside the repository. Its data is
 * always our own, never a cluster that the host already had, because it is started without durability.
 */
import { spawn } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createConnection as createSocket } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { greet } from "../test/support/greet.cjs";
import { servers } from "../test/support/servers.cjs";

const folder =
  process.env.ORMOLU_SERVERS_DIR ?? join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "ormolu", "servers");
const START_TIMEOUT_MS = 90_000;
const POSTGRES_FLAGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"];
const MYSQL_FLAGS = [
  "--bind-address=127.0.0.1",
  "--innodb-flush-log-at-trx-commit=0",
  "--sync-binlog=0",
  "--skip-log-bin",
  "--max-connections=300",
];

/** How each server is had: the Debian suite and packages that hold it, and the program that initializes and runs it. */
const recipes = {
  postgres: { suite: "bookworm", host: true, run: runPostgres },
  "postgres-new": { suite: "sid", host: false, run: runPostgres },
  mariadb: { suite: "bookworm", host: true, run: runMariadb },
  mysql: { suite: "sid", host: false, run: runMysql },
};
const packagesOfSuite = {
  bookworm: ["mariadb-client-core", "mariadb-server-core", "postgresql-15"],
  sid: ["mysql-server-core", "postgresql-18"],
};

/** Runs a command to its end without blocking the other servers; fails with the end of what it printed. */
function execute(command, args, { logFile, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env });
    let output = "";
    const collect = (chunk) => {
      output += chunk;
      if (logFile) appendFileSync(logFile, chunk);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", reject);
    child.on("close", (status, signal) => {
      const end = output.trim().split("\n").slice(-5).join("\n");
      if (status === 0) resolve(output);
      else reject(new Error(`${command} ${args.slice(0, 2).join(" ")} failed (${status ?? signal}): ${end}`));
    });
  });
}

async function succeeds(command, args) {
  return execute(command, args).then(
    () => true,
    () => false,
  );
}

/** Starts a server in a session of its own, so that it outlives this process and its terminal. */
function startDetached(command, args, logFile) {
  const log = openSync(logFile, "a");
  const child = spawn(command, args, { detached: true, stdio: ["ignore", log, log], cwd: "/" });
  closeSync(log);
  const running = { hasStopped: false };
  const stop = () => (running.hasStopped = true);
  child.on("exit", stop).on("error", stop);
  child.unref();
  return running;
}

const installations = new Map();

/** The root folder of a Debian installation of this suite, made once. */
function installSuite(suite) {
  if (!installations.has(suite)) installations.set(suite, install(suite));
  return installations.get(suite);
}

async function install(suite) {
  const root = join(folder, suite);
  if (existsSync(root)) return root;
  if (!existsSync("/usr/sbin/debootstrap")) {
    await installDebootstrap();
  }
  const partial = `${root}.partial`;
  rmSync(partial, { recursive: true, force: true });
  console.log(`${suite}: installing ${packagesOfSuite[suite].join(", ")} into ${root} (once, about a minute)`);
  const include = `--include=${packagesOfSuite[suite].join(",")}`;
  const logFile = join(folder, `${suite}-install.log`);
  await execute("debootstrap", ["--variant=minbase", include, suite, partial], { logFile });
  writeFileSync(join(partial, "etc/hosts"), "127.0.0.1 localhost\n");
  renameSync(partial, root);
  return root;
}

let debootstrapInstallation;

/** Installed once, though two suites may ask for it at the same time. */
function installDebootstrap() {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  debootstrapInstallation ??= succeeds("apt-get", ["update"]).then(() =>
    execute("apt-get", ["install", "-y", "--no-install-recommends", "debootstrap"], { env }),
  );
  return debootstrapInstallation;
}

/** Folders inside an installation (or the host) that its server writes to. */
async function makeWritable(root, user, paths) {
  await execute("chroot", [root, "mkdir", "-p", ...paths]);
  await execute("chroot", [root, "chown", user, ...paths]);
}

async function ensureUser(root, user) {
  if (await succeeds("chroot", [root, "id", user])) return;
  await execute("chroot", [root, "useradd", "--system", "--no-create-home", user]);
}

function newestPostgres(root) {
  const base = join(root, "usr/lib/postgresql");
  const versions = existsSync(base)
    ? readdirSync(base).filter((each) => existsSync(join(base, each, "bin/postgres")))
    : [];
  return versions.sort((a, b) => Number(b) - Number(a))[0];
}

async function runPostgres(server, recipe) {
  const root = recipe.host && newestPostgres("/") ? "/" : await installSuite(recipe.suite);
  const bin = `/usr/lib/postgresql/${newestPostgres(root)}/bin`;
  const home = "/var/lib/postgresql";
  const data = `${home}/ormolu-${server.name}`;
  await makeWritable(root, "postgres", [home, "/run/postgresql"]);
  const asPostgres = ["--userspec=postgres:postgres", root];
  if (!existsSync(join(root, data, "PG_VERSION"))) {
    await execute("chroot", [
      ...asPostgres,
      `${bin}/initdb`,
      "-A",
      "trust",
      "-E",
      "UTF8",
      "--locale=C.UTF-8",
      "-N",
      "-D",
      data,
    ]);
  }
  // A killed machine leaves the pid file of a process that may since be another's; the port is known to be free.
  rmSync(join(root, data, "postmaster.pid"), { force: true });
  const flags = [...POSTGRES_FLAGS, "listen_addresses=127.0.0.1", "unix_socket_directories=/run/postgresql"];
  const args = ["-D", data, "-p", String(server.port), ...flags.flatMap((flag) => ["-c", flag])];
  return startDetached("chroot", [...asPostgres, `${bin}/postgres`, ...args], logOf(server));
}

async function runMariadb(server, recipe) {
  const root = recipe.host && existsSync("/usr/sbin/mariadbd") ? "/" : await installSuite(recipe.suite);
  const data = "/var/lib/ormolu-mariadb";
  await ensureUser(root, "mysql");
  await makeWritable(root, "mysql", [data, "/run/mysqld"]);
  if (!existsSync(join(root, data, "mysql"))) {
    const flags = ["--no-defaults", "--user=mysql", "--auth-root-authentication-method=normal", "--skip-test-db"];
    await execute("chroot", [root, "mariadb-install-db", ...flags, `--datadir=${data}`]);
  }
  const socket = "--socket=/run/mysqld/ormolu-mariadb.sock";
  const args = ["--no-defaults", "--user=mysql", `--datadir=${data}`, `--port=${server.port}`, socket, ...MYSQL_FLAGS];
  return startDetached("chroot", [root, "/usr/sbin/mariadbd", ...args], logOf(server));
}

async function runMysql(server, recipe) {
  const root = await installSuite(recipe.suite);
  const data = "/var/lib/ormolu-mysql";
  await ensureUser(root, "mysql");
  await makeWritable(root, "mysql", [data, "/run/mysqld", "/var/lib/mysql-files"]);
  const base = ["--no-defaults", "--user=mysql", `--datadir=${data}`];
  if (!existsSync(join(root, data, "mysql.ibd"))) {
    await execute("chroot", [root, "/usr/sbin/mysqld", ...base, "--initialize-insecure"]);
  }
  const socket = ["--socket=/run/mysqld/ormolu-mysql.sock", "--pid-file=/run/mysqld/ormolu-mysql.pid"];
  const args = [...base, `--port=${server.port}`, "--secure-file-priv=", "--mysqlx=OFF", ...socket, ...MYSQL_FLAGS];
  return startDetached("chroot", [root, "/usr/sbin/mysqld", ...args], logOf(server));
}

function logOf(server) {
  return join(folder, `${server.name}.log`);
}

function isListening(server) {
  return new Promise((resolve) => {
    const socket = createSocket({ host: server.host, port: server.port, timeout: 2000 });
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.on("connect", () => finish(true));
    socket.on("error", () => finish(false));
    socket.on("timeout", () => finish(false));
  });
}

async function waitUntilAnswers(server, running) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const answer = await greet(server);
    if (answer.version) return answer.version;
    if (running.hasStopped) throw new Error(`it stopped at once, see ${logOf(server)}`);
    if (Date.now() > deadline) throw new Error(`no answer within ${START_TIMEOUT_MS / 1000} s, see ${logOf(server)}`);
    await sleep(250);
  }
}

async function ensureServer(server, first, canStart) {
  const report = (version, state) => {
    console.log(`${server.name.padEnd(14)}${version.padEnd(22)}${server.url.padEnd(50)}${state}`);
    return version !== "-";
  };
  if (first.version) return report(first.version, "already running");
  if (await isListening(server)) {
    return report(
      "-",
      `the port is taken, but the login failed: ${first.reason}. Give another URL in ${server.variable}`,
    );
  }
  if (!canStart) return report("-", "not started: that takes root on Debian; use `docker compose up -d`");
  try {
    const recipe = recipes[server.name];
    const running = await recipe.run(server, recipe);
    return report(await waitUntilAnswers(server, running), "started");
  } catch (error) {
    return report("-", `could not be started: ${error.message}`);
  }
}

/** One run at a time: a second one waits, then finds the servers running. */
async function lock() {
  const file = join(folder, "lock");
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      process.on("exit", () => rmSync(file, { force: true }));
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (!isAlive(Number(readFileSync(file, "utf8")))) rmSync(file, { force: true });
      else await sleep(500);
    }
  }
}

function isAlive(pid) {
  return pid > 0 && existsSync(join("/proc", String(pid)));
}

mkdirSync(folder, { recursive: true });
const canStart = process.getuid?.() === 0 && existsSync("/etc/debian_version");
if (canStart) await lock();
const wanted = servers();
const greetings = await Promise.all(wanted.map(greet));
const results = await Promise.all(wanted.map((server, index) => ensureServer(server, greetings[index], canStart)));
process.exit(results.every(Boolean) ? 0 : 1);
