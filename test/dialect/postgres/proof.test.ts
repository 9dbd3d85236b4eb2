import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { DataSource } from "../../../src/data-source/data-source";
import type { DataSourceOptions } from "../../../src/data-source/data-source-options";
import { Column, Entity, PrimaryGeneratedColumn } from "../../../src/entry/index";
import { compareWithDatabase } from "../../../src/migrate/compare";
import type { Operations } from "../../../src/migrate/operations-facade";
import type { Proof } from "../../../src/migrate/proof";
import { proveRevision } from "../../../src/migrate/prove";
import { Runner } from "../../../src/migrate/runner";
import { describeEachPlace } from "../../support/each-place";
import { serverPlaces, type Place } from "./place";

jest.setTimeout(60_000);

@Entity()
class Account {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column({ type: "citext", nullable: true })
  name?: string;
}

@Entity()
class Plain {
  @PrimaryGeneratedColumn()
  id!: number;
}

@Entity({ schema: "audit" })
class Entry {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column("text")
  what!: string;
}

@Entity()
class Word {
  @PrimaryGeneratedColumn()
  id!: number;
  @Column({ type: "text", collation: "own" })
  text!: string;
  @Column("integer", { nullable: true })
  length?: number;
}

describeEachPlace(serverPlaces, "the proof on %s", (_name, create) => {
  let place: Place;
  let root: string;
  beforeAll(async () => {
    place = await create("proof");
  });
  afterAll(async () => place?.close());
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), "ormolu-proof-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** Writes a revision for one entity. */
  async function prove(entity: new () => object, options: object = {}): Promise<Proof | undefined> {
    const given = { ...place.options, ...options, root, entities: [entity] };
    const dataSource = await new DataSource(given as unknown as DataSourceOptions).initialize();
    try {
      return (await new Runner(dataSource).revision({ message: "first", autogenerate: true }))?.proof;
    } finally {
      await dataSource.destroy();
    }
  }

  it("uses a scratch schema where the types of an extension are used", async () => {
    await place.query("create extension citext");
    const proof = await prove(Account);
    await place.query("drop extension citext");
    expect(proof).toMatchObject({ outcome: "proved", place: "scratch schema" });
  });

  it("uses a scratch database where another schema is part of it", async () => {
    expect(await prove(Entry)).toMatchObject({ outcome: "proved", place: "scratch database" });
    expect(await place.query("select nspname from pg_namespace where nspname = 'audit'")).toEqual([]);
  });

  it("says what cannot be built from the model, and writes the file all the same", async () => {
    await place.query(`create collation own (provider = libc, locale = 'C')`);
    await place.query(`create table word (id serial, text text collate own not null, constraint pk primary key (id))`);
    const proof = await prove(Word);
    await place.query("drop table word");
    await place.query("drop collation own");
    expect(proof).toEqual({
      outcome: "not proved",
      reason: expect.stringMatching(/^what is there cannot be built on a scratch schema: .*collation "own"/) as string,
    });
    expect(readdirSync(path.join(root, "migrations", "versions"))).toHaveLength(1);
  });

  it("touches no table outside of the scratch schema, also where its schema is on the search path", async () => {
    await place.query("create extension citext");
    await place.query("create table outside (id integer)");
    const dataSource = await new DataSource({
      ...place.options,
      entities: [Account],
    } as unknown as DataSourceOptions).initialize();
    const comparison = await dataSource.withConnection((connection) => compareWithDatabase(dataSource, connection));
    const operations = comparison.operations.filter(({ kind }) => kind === "createTable");
    await place.query("begin");
    await place.query("lock table outside in access exclusive mode");
    const attempt = (drop: (op: Operations) => Promise<void>): Promise<Proof> =>
      proveRevision(
        dataSource,
        { ...comparison, operations },
        {
          upgrade: async (op) => {
            for (const operation of operations) await op.invoke(operation);
            await drop(op);
          },
          downgrade: (op) => op.dropTable("account"),
        },
      );
    const answers = [
      await attempt((op) => op.dropTable("outside")),
      await attempt((op) =>
        op.createForeignKey("account", { columns: ["id"], references: { table: "outside", columns: ["id"] } }),
      ),
      await attempt((op) => op.execute("drop table outside")),
      await attempt(async (op) => void (await op.query("select * from outside"))),
    ];
    await dataSource.destroy();
    await place.query("rollback");
    await place.query("drop table outside");
    await place.query("drop extension citext");
    const needed = { outcome: "not proved", reason: 'it needs "outside", which is not part of what was tried' };
    const mentioned = {
      outcome: "not proved",
      reason: 'its SQL mentions "outside", which is outside of the scratch place',
    };
    expect(answers).toEqual([needed, needed, mentioned, mentioned]);
  });

  it("says which right is missing, and writes the file all the same", async () => {
    const role = `orm_proof_role_${process.pid}`;
    await place.query(`create role ${role} login`);
    const url = new URL(String(place.options.url));
    url.username = role;
    const proof = await prove(Plain, { url: url.href });
    await place.query(`drop role ${role}`);
    expect(proof).toEqual({
      outcome: "not proved",
      reason: expect.stringMatching(/^the scratch schema cannot be created: permission denied for database/) as string,
    });
    expect(readdirSync(path.join(root, "migrations", "versions"))).toHaveLength(1);
  });
});
