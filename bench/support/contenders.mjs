/**
 * Projects with the same revisions (a table, then a column for it, and so on) for Ormolu and for its peers, and their commands.
 *
 * The peers' packages are in the folder `ORMOLU_BENCH_PEERS` (bench/README.md says what to install there); Alembic is the one of
 * `ORMOLU_BENCH_PYTHON`, by default /usr/bin/python3. What is not there is left out.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const repository =
  process.env.ORMOLU_BENCH_CHECKOUT ?? path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const peers = process.env.ORMOLU_BENCH_PEERS ?? "";
const python = process.env.ORMOLU_BENCH_PYTHON ?? "/usr/bin/python3";
/** Today's peers need a newer Node than ours does; all of them, and ours, run on the same one. */
export const node = process.env.ORMOLU_BENCH_NODE ?? process.execPath;

const peer = (file) => path.join(peers, "node_modules", file);
const isCreate = (index) => index % 2 === 0;

function write(root, file, text) {
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

/** `database` is `{ kind: "sqlite", file }` or `{ kind: "postgres", host, port, user, name }`. */
const contenders = {
  ormolu: {
    isThere: () => existsSync(path.join(repository, "dist", "cli", "bin.js")),
    write(root, database, count, migrations = {}) {
      mkdirSync(path.join(root, "node_modules"), { recursive: true });
      symlinkSync(repository, path.join(root, "node_modules", "ormolu"));
      // The driver that the peers use, where they are there.
      for (const name of ["better-sqlite3", "bindings", "file-uri-to-path", "node-addon-api"])
        if (existsSync(peer(name))) symlinkSync(peer(name), path.join(root, "node_modules", name));
      const source =
        database.kind === "sqlite"
          ? `{ type: "sqlite", database: ${JSON.stringify(database.file)}, entities: [] }`
          : `{ type: "postgres", url: "postgres://${database.user}@${database.host}:${database.port}/${database.name}", entities: [] }`;
      write(root, "package.json", '{ "name": "bench", "private": true, "type": "commonjs" }\n');
      write(
        root,
        "tsconfig.json",
        '{ "compilerOptions": { "target": "es2022", "module": "nodenext", "strict": true } }\n',
      );
      write(
        root,
        "orm.config.ts",
        `import { defineConfig } from "ormolu";\nexport default defineConfig({ dataSource: ${source}, migrations: ${JSON.stringify(migrations)} });\n`,
      );
      for (let index = 0; index < count; index += 1) {
        const [id, down] = [ormoluId(index), index === 0 ? null : ormoluId(index - 1)];
        const table = `r_${isCreate(index) ? index : index - 1}`;
        const [up, undo] = isCreate(index)
          ? [
              `await op.createTable("${table}", {
    columns: [
      { name: "id", type: "integer" },
      { name: "name", type: "varchar(100)" },
    ],
    primaryKey: { columns: ["id"] },
  });`,
              `await op.dropTable("${table}");`,
            ]
          : [
              `await op.addColumn("${table}", { name: "extra", type: "varchar(50)", nullable: true });`,
              `await op.dropColumn("${table}", "extra");`,
            ];
        write(
          root,
          `migrations/versions/${id}_revision_${index}.ts`,
          `/**
 * revision ${index}
 *
 * Revision ID: ${id}
 * Revises: ${down ?? "base"}
 * Create Date: 2026-11-20T18:27:33.000Z
 */
import type { Operations } from "ormolu/migrate";

export const revision = "${id}";
export const downRevision = ${JSON.stringify(down)};
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations): Promise<void> {
  ${up}
}

export async function downgrade(op: Operations): Promise<void> {
  ${undo}
}
`,
        );
      }
    },
    command: (...args) => [node, "node_modules/ormolu/dist/cli/bin.js", ...args],
    commands: {
      help: ["--help"],
      version: ["--version"],
      heads: ["heads"],
      history: ["history"],
      current: ["current"],
      upgrade: ["upgrade", "head"],
      stamp: ["stamp", "head"],
    },
  },

  alembic: {
    isThere: () => spawnSync(python, ["-c", "import alembic.config, sqlalchemy"]).status === 0,
    write(root, database, count) {
      const url =
        database.kind === "sqlite"
          ? `sqlite:///${database.file}`
          : `postgresql+psycopg2://${database.user}@${database.host}:${database.port}/${database.name}`;
      write(root, "alembic.ini", `[alembic]\nscript_location = mig\nsqlalchemy.url = ${url}\n`);
      write(
        root,
        "mig/env.py",
        `from alembic import context
from sqlalchemy import create_engine, pool
engine = create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=None)
    with context.begin_transaction():
        context.run_migrations()
`,
      );
      for (let index = 0; index < count; index += 1) {
        const [id, down] = [ormoluId(index), index === 0 ? "None" : `"${ormoluId(index - 1)}"`];
        const table = `r_${isCreate(index) ? index : index - 1}`;
        const [up, undo] = isCreate(index)
          ? [
              `op.create_table("${table}", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(100), nullable=False))`,
              `op.drop_table("${table}")`,
            ]
          : [`op.add_column("${table}", sa.Column("extra", sa.String(50)))`, `op.drop_column("${table}", "extra")`];
        write(
          root,
          `mig/versions/${id}_revision_${index}.py`,
          `"""revision ${index}"""\nrevision = "${id}"\ndown_revision = ${down}\nbranch_labels = None\ndepends_on = None\nfrom alembic import op\nimport sqlalchemy as sa\ndef upgrade():\n    ${up}\ndef downgrade():\n    ${undo}\n`,
        );
      }
    },
    command: (...args) => [python, "-m", "alembic.config", ...args],
    commands: {
      help: ["--help"],
      version: ["--version"],
      heads: ["heads"],
      history: ["history"],
      current: ["current"],
      upgrade: ["upgrade", "head"],
      stamp: ["stamp", "head"],
    },
  },

  typeorm: {
    isThere: () => existsSync(peer("typeorm/cli.js")),
    write(root, database, count) {
      linkPeers(root, "commonjs");
      const options =
        database.kind === "sqlite"
          ? { type: "better-sqlite3", database: database.file }
          : {
              type: "postgres",
              host: database.host,
              port: database.port,
              username: database.user,
              password: "x",
              database: database.name,
            };
      write(
        root,
        "data-source.js",
        `require("reflect-metadata");\nconst { DataSource } = require("typeorm");\nmodule.exports = new DataSource({ ...${JSON.stringify(options)}, migrations: [__dirname + "/migrations/*.js"] });\n`,
      );
      writeSqlFiles(root, count, (index, up, undo) => {
        const time = 1_700_000_000_000 + index;
        return [
          `migrations/${time}-revision.js`,
          `module.exports = class Revision${time} {\n  name = "Revision${time}";\n  async up(runner) {\n    await runner.query("${up}");\n  }\n  async down(runner) {\n    await runner.query("${undo}");\n  }\n};\n`,
        ];
      });
    },
    command: (...args) => [node, peer("typeorm/cli.js"), ...args],
    commands: {
      help: ["--help"],
      version: ["version"],
      heads: ["migration:show", "-d", "data-source.js"],
      history: ["migration:show", "-d", "data-source.js"],
      current: ["migration:show", "-d", "data-source.js"],
      upgrade: ["migration:run", "-d", "data-source.js"],
    },
  },

  "mikro-orm": {
    isThere: () => existsSync(peer("@mikro-orm/cli/cli.js")),
    env: {
      MIKRO_ORM_ALLOW_GLOBAL_CLI: "1",
      MIKRO_ORM_CLI_TS_LOADER: "none",
      MIKRO_ORM_CLI_PREFER_TS: "0",
      MIKRO_ORM_CLI_CONFIG: "./mikro-orm.config.js",
    },
    write(root, database, count) {
      linkPeers(root, "module");
      const [driver, options] =
        database.kind === "sqlite"
          ? ["sqlite", { dbName: database.file }]
          : [
              "postgresql",
              { host: database.host, port: database.port, user: database.user, password: "x", dbName: database.name },
            ];
      write(
        root,
        "mikro-orm.config.js",
        `import { defineConfig } from "@mikro-orm/${driver}";
import { EntitySchema } from "@mikro-orm/core";
import { Migrator } from "@mikro-orm/migrations";
const Dummy = new EntitySchema({ name: "Dummy", tableName: "dummy", properties: { id: { type: "integer", primary: true } } });
export default defineConfig({ ...${JSON.stringify(options)}, entities: [Dummy], extensions: [Migrator], metadataCache: { enabled: false }, migrations: { path: "./migrations", emit: "js", snapshot: false }, debug: false });
`,
      );
      writeSqlFiles(root, count, (index, up, undo) => {
        const name = `Migration${20_200_101_000_000 + index}`;
        return [
          `migrations/${name}.js`,
          `import { Migration } from "@mikro-orm/migrations";\nexport class ${name} extends Migration {\n  async up() {\n    this.addSql("${up}");\n  }\n  async down() {\n    this.addSql("${undo}");\n  }\n}\n`,
        ];
      });
    },
    command: (...args) => [node, peer("@mikro-orm/cli/cli.js"), ...args],
    commands: {
      help: ["--help"],
      version: ["--version"],
      heads: ["migration:pending"],
      history: ["migration:pending"],
      current: ["migration:list"],
      upgrade: ["migration:up"],
    },
  },

  knex: {
    isThere: () => existsSync(peer("knex/bin/cli.js")),
    write(root, database, count) {
      linkPeers(root, "commonjs");
      const options =
        database.kind === "sqlite"
          ? { client: "better-sqlite3", connection: { filename: database.file }, useNullAsDefault: true }
          : {
              client: "pg",
              connection: {
                host: database.host,
                port: database.port,
                user: database.user,
                password: "x",
                database: database.name,
              },
            };
      write(root, "knexfile.js", `module.exports = ${JSON.stringify(options)};\n`);
      for (let index = 0; index < count; index += 1) {
        const table = `r_${isCreate(index) ? index : index - 1}`;
        const [up, undo] = isCreate(index)
          ? [
              `createTable("${table}", (t) => { t.integer("id").primary(); t.string("name", 100).notNullable(); })`,
              `dropTable("${table}")`,
            ]
          : [
              `alterTable("${table}", (t) => t.string("extra", 50))`,
              `alterTable("${table}", (t) => t.dropColumn("extra"))`,
            ];
        write(
          root,
          `migrations/${20_200_101_000_000 + index}_revision.js`,
          `exports.up = (knex) => knex.schema.${up};\nexports.down = (knex) => knex.schema.${undo};\n`,
        );
      }
    },
    command: (...args) => [node, peer("knex/bin/cli.js"), ...args],
    commands: {
      help: ["--help"],
      version: ["--version"],
      heads: ["migrate:list"],
      history: ["migrate:list"],
      current: ["migrate:list"],
      upgrade: ["migrate:latest"],
    },
  },
};

function linkPeers(root, type) {
  mkdirSync(root, { recursive: true });
  symlinkSync(peer(""), path.join(root, "node_modules"));
  write(root, "package.json", `{ "type": "${type}" }\n`);
}

function writeSqlFiles(root, count, fileOf) {
  for (let index = 0; index < count; index += 1) {
    const table = `r_${isCreate(index) ? index : index - 1}`;
    const [file, text] = isCreate(index)
      ? fileOf(
          index,
          `create table ${table} (id integer primary key, name varchar(100) not null)`,
          `drop table ${table}`,
        )
      : fileOf(index, `alter table ${table} add column extra varchar(50)`, `alter table ${table} drop column extra`);
    write(root, file, text);
  }
}

function ormoluId(index) {
  return index.toString(16).padStart(12, "0");
}

// The peers commit once for the whole run by default; Ormolu commits each revision, unless it is told otherwise.
contenders["ormolu, one transaction"] = {
  ...contenders.ormolu,
  write: (root, database, count) => contenders.ormolu.write(root, database, count, { transactionPerMigration: false }),
  commands: { upgrade: contenders.ormolu.commands.upgrade },
};

/** The contenders that are there: Ormolu first. Set `ONLY="ormolu;knex"` to take these alone. */
export const available = Object.entries(contenders)
  .filter(([name, contender]) => (process.env.ONLY ?? name).split(";").includes(name) && contender.isThere())
  .map(([name, contender]) => ({
    name,
    write: contender.write,
    /** The command line for one of help, version, heads, history, current, upgrade; `undefined` where it has none. */
    command(root, what) {
      const args = contender.commands[what];
      return args === undefined ? undefined : { argv: contender.command(...args), cwd: root, env: contender.env };
    },
  }));

/** What was not found, for the reader of the figures. */
export const missing = Object.keys(contenders).filter(
  (name) => !available.some((contender) => contender.name === name),
);
