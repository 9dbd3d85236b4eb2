import { DataSource as TheirDataSource, type DataSourceOptions as TheirOptions } from "typeorm";
import { checkByOurs, withRunner } from "./build-by-both";
import { DATABASE_NAMES, defineSet } from "./entity-set";
import { findServers } from "./servers/open-server";
import type { SideServer } from "./servers/server";
import { theirVocabulary } from "./vocabulary";

/** An entity, and the entities of a later day. */
const before = defineSet("before", { covers: [] }, (orm) => {
  @orm.Entity()
  class User {
    @orm.PrimaryGeneratedColumn("uuid")
    id!: string;
    @orm.Column()
    name!: string;
    @orm.Column({ asExpression: "1 + 1", generatedType: "STORED" })
    two!: number;
  }
  return [User];
});

const after = defineSet("after", { covers: [] }, (orm) => {
  @orm.Entity()
  class User {
    @orm.PrimaryGeneratedColumn("uuid")
    id!: string;
    @orm.Column()
    name!: string;
    @orm.Column({ nullable: true })
    email!: string;
    @orm.Column({ asExpression: "1 + 1", generatedType: "STORED" })
    two!: number;
  }
  return [User];
});

/** A migration of TypeORM's, so that there is a table of those that ran. */
class First1700000000000 {
  async up(): Promise<void> {}
  async down(): Promise<void> {}
}

const servers = findServers();

describe.each(DATABASE_NAMES.filter((name) => servers.has(name)))("a database of TypeORM's on %s", (name) => {
  let server: SideServer;
  beforeAll(async () => {
    server = await servers.get(name)!();
  });
  afterAll(() => server.close());

  it("is taken over with its bookkeeping, and changed by a revision", async () => {
    const { theirs: database } = await server.reset();
    const options = { ...database.theirs, entities: before.define(theirVocabulary), migrations: [First1700000000000] };
    const theirs = await new TheirDataSource(options as unknown as TheirOptions).initialize();
    await theirs.synchronize();
    await theirs.runMigrations();

    expect(await checkByOurs(before, database)).toEqual([]);

    const found = await withRunner(after, database, async (runner) => {
      const summaries = [(await runner.check()).summaries];
      await runner.revision({ message: "email", autogenerate: true });
      await runner.upgrade();
      return [...summaries, (await runner.check()).summaries];
    });
    expect(found).toEqual([['add column "email" to table "user"'], []]);
    expect(await theirs.showMigrations()).toBe(false);
    await theirs.destroy();
  });
});
