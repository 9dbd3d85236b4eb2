/**
 * Compares 1,000 tables of 10 columns with a database that is up to date, and sends the same catalog queries again without
 * looking at the answers. Prints the number of queries, the CPU time of both and their ratio, the best of several runs.
 *
 * `node bench/noop-autogenerate.mjs [tables]`
 */
import "reflect-metadata";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const {
  Column,
  DataSource,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
} = require("../dist/entry/index.js");
const { compareWithDatabase } = require("../dist/migrate/compare.js");

const TABLES = Number(process.argv[2] ?? 1000);
const ROUNDS = 7;

const DATABASES = {
  sqlite: { type: "sqlite", database: ":memory:" },
  postgres: {
    type: "postgres",
    url: process.env.ORMOLU_TEST_POSTGRES ?? "postgres://postgres@127.0.0.1:5432/postgres",
  },
  "postgres-new": {
    type: "postgres",
    url: process.env.ORMOLU_TEST_POSTGRES_NEW ?? "postgres://postgres@127.0.0.1:5433/postgres",
  },
  mariadb: { type: "mariadb", url: process.env.ORMOLU_TEST_MARIADB ?? "mariadb://root@127.0.0.1:3306" },
  mysql: { type: "mysql", url: process.env.ORMOLU_TEST_MYSQL ?? "mysql://root@127.0.0.1:3307" },
};
const NAME = `orm_bench_${process.pid}`;

/** Classes of ten columns: a number, a reference to the class before, and eight of the usual types, two with defaults. */
function createEntities(count) {
  const entities = [];
  for (let number = 0; number < count; number += 1) {
    const entity = { [`Thing${number}`]: class {} }[`Thing${number}`];
    const add = (name, type, ...decorators) => {
      Reflect.defineMetadata("design:type", type, entity.prototype, name);
      for (const decorate of decorators) decorate(entity.prototype, name);
    };
    add("id", Number, PrimaryGeneratedColumn());
    add("name", String, Column({ type: "varchar", length: 100 }));
    add("code", String, Column({ type: "varchar", length: 20, default: "none" }), Index());
    add("amount", Number, Column({ type: "int", default: 0 }));
    add("active", Boolean, Column({ default: true }));
    add("note", String, Column({ type: "text", nullable: true }));
    add("price", String, Column({ type: "decimal", precision: 10, scale: 2 }));
    add("size", Number, Column({ type: "int", nullable: true }));
    add("born", Date, Column({ nullable: true }));
    const target = entities[number - 1] ?? entity;
    add(
      "previous",
      Object,
      ManyToOne(() => target, { nullable: true }),
      JoinColumn({ name: "previous_id" }),
    );
    Entity({ name: `thing_${number}` })(entity);
    entities.push(entity);
  }
  return entities;
}

async function withDatabase(options, work) {
  if (options.url === undefined) return work(options);
  const admin = await new DataSource({ ...options, entities: [] }).initialize();
  await admin.query(`CREATE DATABASE ${NAME}`);
  const url = new URL(options.url);
  url.pathname = `/${NAME}`;
  try {
    return await work({ ...options, url: url.href });
  } finally {
    await admin.query(`DROP DATABASE ${NAME}`);
    await admin.destroy();
  }
}

async function measure(options) {
  const dataSource = await new DataSource({ ...options, entities: createEntities(TABLES) }).initialize();
  try {
    await dataSource.synchronize();
    return await dataSource.withConnection(async (connection) => {
      const statements = [];
      const counted = new Proxy(connection, {
        get(target, key) {
          const member = Reflect.get(target, key, target);
          if (key !== "execute") return typeof member === "function" ? member.bind(target) : member;
          return (sql, parameters) => {
            statements.push([sql, parameters]);
            return target.execute(sql, parameters);
          };
        },
      });
      const { operations } = await compareWithDatabase(dataSource, counted);
      if (operations.length > 0) throw new Error(`there are ${operations.length} operations where none should be`);
      const sent = [...statements];
      const ours = await best(() => compareWithDatabase(dataSource, connection));
      const raw = await best(async () => {
        for (const [sql, parameters] of sent) await connection.execute(sql, parameters);
      });
      return { queries: sent.length, ours, raw };
    });
  } finally {
    await dataSource.destroy();
  }
}

/** The least CPU time and the least time of several runs, in milliseconds. */
async function best(work) {
  const least = { cpu: Infinity, time: Infinity };
  for (let round = 0; round < ROUNDS; round += 1) {
    const [start, before] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(before);
    least.cpu = Math.min(least.cpu, (user + system) / 1000);
    least.time = Math.min(least.time, performance.now() - start);
  }
  return least;
}

console.log(`comparing ${TABLES} tables of 10 columns with a database that is up to date`);
for (const [name, options] of Object.entries(DATABASES)) {
  try {
    const { queries, ours, raw } = await withDatabase(options, measure);
    const show = (value) => value.toFixed(0).padStart(6);
    console.log(
      [
        name.padEnd(14),
        `${String(queries).padStart(2)} queries`,
        `${show(ours.time)} ms, the queries alone ${show(raw.time)} ms, ratio ${(ours.time / raw.time).toFixed(1)}`,
        `CPU ${show(ours.cpu)} ms, ${show(raw.cpu)} ms`,
      ].join("   "),
    );
  } catch (error) {
    console.log(`${name.padEnd(14)} left out: ${error.message}`);
  }
}
