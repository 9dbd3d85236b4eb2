import { Runner } from "../../src/migrate/runner";
import { createVersionTable } from "../../src/migrate/version-table";
import { describeEachDatabase } from "../support/databases";
import { snapshotOf, useScriptProject, type ScriptPlace } from "../support/script-project";

const USERS = {
  id: "a1",
  upgrade: `
    await op.createTable("teams", {
      columns: [{ name: "id", type: "integer" }, { name: "name", type: "varchar(40)" }],
      primaryKey: { name: "PK_teams", columns: ["id"] },
    });
    await op.createTable("users", {
      columns: [
        { name: "id", type: "integer" },
        { name: "email", type: "varchar(100)" },
        { name: "team", type: "integer", nullable: true },
        { name: "note", type: "varchar(200)", nullable: true },
      ],
      primaryKey: { name: "PK_users", columns: ["id"] },
      indexes: [{ name: "IDX_users_email", columns: ["email"] }],
    });
    await op.createForeignKey("users", {
      name: "FK_users_team", columns: ["team"], references: { table: "teams", columns: ["id"] }, onDelete: "CASCADE",
    });
    await op.bulkInsert("teams", [{ id: 1, name: "it's; one" }, { id: 2, name: "back\\\\slash -- two" }]);
    await op.bulkInsert("users", [
      { id: 1, email: "a@x", team: 1, note: null },
      { id: 2, email: "b@x", team: 2, note: "line\\nbreak # and 'quote'" },
    ]);`,
  downgrade: `await op.dropTable("users"); await op.dropTable("teams");`,
};
const CHANGES = {
  id: "b2",
  upgrade: `
    const { sql } = require("ormolu/migrate");
    await op.alterTable("teams", (t) => {
      t.alterColumn("name", { type: "varchar(80)" });
      t.addColumn({ name: "rank", type: "integer", nullable: false, default: 0 });
      t.createUniqueConstraint({ name: "UQ_teams_name", columns: ["name"] });
    });
    await op.renameColumn("users", "note", "remark");
    await op.execute(sql\`UPDATE users SET remark = \${"set; by " + "value's"} WHERE id = \${1}\`);
    await op.batch("users", { set: { email: sql\`lower(email)\` }, where: sql\`id > \${0}\`, size: 1 });`,
  downgrade: `
    await op.renameColumn("users", "remark", "note");
    await op.alterTable("teams", (t) => {
      t.dropConstraint({ type: "unique", name: "UQ_teams_name" });
      t.dropColumn("rank");
      t.alterColumn("name", { type: "varchar(40)" });
    });`,
};
const BLOCK = {
  id: "c3",
  upgrade: `
    await op.alterColumn("users", "email", { nullable: true, default: "none" });
    await op.autocommit((op) => op.createIndex("users", { name: "IDX_users_team", columns: ["team"], concurrently: true }));
    await op.createCheckConstraint("teams", { name: "CHK_rank", expression: "id > 0" });`,
  downgrade: `
    await op.dropConstraint("teams", { type: "check", name: "CHK_rank" });
    await op.dropIndex("users", "IDX_users_team");
    await op.alterColumn("users", "email", { nullable: false, default: null });`,
};

/** A script does to an empty database what the runner does, and takes it back. */
describeEachDatabase("offline SQL", (database) => {
  const project = useScriptProject(database);

  async function version({ dataSource }: ScriptPlace): Promise<readonly string[]> {
    const table = createVersionTable(dataSource.dialect, dataSource.migrations);
    return dataSource.withConnection((connection) => table.read(connection));
  }

  it("leads to the same schema, rows and version as the runner, up and down", async () => {
    project.write(USERS, CHANGES, BLOCK);
    const online = await project.open();
    const offline = await project.open();
    await new Runner(online.dataSource).upgrade();
    await project.run(offline, await project.script(offline, "upgrade", "head"));
    const whole = await snapshotOf(online, "teams", "users");
    expect(await snapshotOf(offline, "teams", "users")).toEqual(whole);
    expect(await version(offline)).toEqual(["c3"]);

    await new Runner(online.dataSource).downgrade("a1");
    await project.run(offline, await project.script(offline, "downgrade", "c3:a1"));
    expect(await snapshotOf(offline, "teams", "users")).toEqual(await snapshotOf(online, "teams", "users"));
    expect(await version(offline)).toEqual(["a1"]);

    await project.run(offline, await project.script(offline, "upgrade", "a1:head"));
    expect(await snapshotOf(offline, "teams", "users")).toEqual(whole);
    await project.run(offline, await project.script(offline, "downgrade", "c3:base"));
    expect(await version(offline)).toEqual([]);
    expect((await snapshotOf(offline)).schema).toMatchObject({ tables: [] });
  });

  it("keeps the rows that refer to a table that is written anew", async () => {
    project.write(USERS, CHANGES);
    const place = await project.open();
    await project.run(place, await project.script(place, "upgrade", "a1"));
    await project.run(place, await project.script(place, "upgrade", "a1:b2"));
    expect(await place.dataSource.query("SELECT id, team FROM users ORDER BY id")).toEqual([
      { id: 1, team: 1 },
      { id: 2, team: 2 },
    ]);
  });

  it("goes on online where a script has stopped", async () => {
    project.write(USERS, CHANGES, BLOCK);
    const place = await project.open();
    await project.run(place, await project.script(place, "upgrade", "b2"));
    const { steps } = await new Runner(place.dataSource).upgrade();
    expect(steps.map(({ revision }) => revision)).toEqual(["c3"]);
  });

  it("stamps from base, and from a revision", async () => {
    project.write(USERS, CHANGES);
    const place = await project.open();
    await project.run(place, await project.script(place, "stamp", "a1"));
    expect(await version(place)).toEqual(["a1"]);
    await project.run(place, await project.script(place, "stamp", "a1:head"));
    expect(await version(place)).toEqual(["b2"]);
    await project.run(place, await project.script(place, "stamp", "head:base"));
    expect(await version(place)).toEqual([]);
  });

  it("brings views, triggers and routines over", async () => {
    const { dataSource } = await project.open();
    const isPlain = !dataSource.dialect.capabilities.schemas && dataSource.dialect.capabilities.transactionalDdl;
    const trigger = dataSource.dialect.capabilities.schemas
      ? `await op.execute(\`CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := 'x;y'; RETURN NEW; END $$\`);
         await op.execute("CREATE TRIGGER touch BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION touch()");`
      : isPlain
        ? `await op.execute("CREATE TRIGGER touch AFTER INSERT ON users BEGIN UPDATE users SET note = 'x;y' WHERE id = NEW.id; END");`
        : `await op.execute("CREATE TRIGGER touch BEFORE INSERT ON users FOR EACH ROW BEGIN SET NEW.note = 'x;y'; SET NEW.email = NEW.email; END");`;
    project.write(
      USERS,
      { id: "b2", upgrade: `await op.createView("emails", { query: "SELECT email FROM users" }); ${trigger}` },
      { id: "c3", upgrade: `await op.execute("INSERT INTO users (id, email) VALUES (9, 'z')");` },
    );
    const place = await project.open();
    await project.run(place, await project.script(place, "upgrade", "head"));
    expect(await place.dataSource.query("SELECT note FROM users WHERE id = 9")).toEqual([{ note: "x;y" }]);
    expect(await place.dataSource.query("SELECT count(*) AS n FROM emails")).toHaveLength(1);
  });
});
