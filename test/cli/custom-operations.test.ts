import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createUserProject, type UserProject } from "../support/user-project";

const OPERATIONS = `import { defineCustomOperation } from "ormolu/migrate";
export const createAuditTrail = defineCustomOperation({
  name: "createAuditTrail",
  expand: (op, table: string, options: { readonly column?: string } = {}) => {
    op.createTable(\`\${table}_audit\`, { columns: [{ name: options.column ?? "at", type: "text" }] });
    op.createIndex(\`\${table}_audit\`, { name: \`IDX_\${table}_audit\`, columns: [options.column ?? "at"] });
  },
});
declare module "ormolu/migrate" {
  interface CustomOperations {
    createAuditTrail(table: string, options?: { readonly column?: string }): Promise<void>;
  }
}
`;
const CONFIG = `import { defineConfig } from "ormolu";
import { createAuditTrail } from "./operations";
import { User } from "./user";
export default defineConfig({
  dataSource: { type: "sqlite", driver: "libsql", database: "app.db", entities: [User] },
  migrations: {
    operations: [createAuditTrail],
    processRevision: (_context, directives) => {
      for (const directive of directives) {
        if (directive.message !== "audit") continue;
        directive.upgrade.push(createAuditTrail("users", { column: "seen" }));
      }
    },
  },
});
`;
const USER = `import { Column, Entity, PrimaryGeneratedColumn } from "ormolu";
@Entity("users")
export class User {
  @PrimaryGeneratedColumn() id!: number;
  @Column("text") name!: string;
}
`;

/** Operations of a project's own: written by hand, written by a hook, typed, run and taken back. */
describe("a project with operations of its own", () => {
  let project: UserProject;
  beforeEach(() => {
    project = createUserProject({ "operations.ts": OPERATIONS, "orm.config.ts": CONFIG, "user.ts": USER });
  });
  afterEach(() => project.remove());

  it("has them in generated revisions, proved, with a downgrade, and runs them", async () => {
    const written = await project.orm("revision", "--autogenerate", "-m", "audit");
    expect(written).toMatchObject({ status: 0, stdout: expect.stringContaining("Proved on") as string });
    const folder = path.join(project.root, "migrations", "versions");
    const text = readFileSync(
      path.join(
        folder,
        readdirSync(folder).find((name) => name.endsWith(".ts"))!,
      ),
      "utf8",
    );
    expect(text).toContain('await op.createAuditTrail("users", { column: "seen" });');
    expect(text).toMatch(
      /downgrade[\s\S]*await op\.dropIndex\("users_audit", "IDX_users_audit"\);[^}]*await op\.dropTable\("users_audit"\);/,
    );
    expect((await project.orm("upgrade", "--sql")).stdout).toContain('CREATE TABLE "users_audit"');
    expect((await project.orm("upgrade")).status).toBe(0);
    expect((await project.orm("downgrade", "base")).status).toBe(0);
  });

  it("is told the types of their arguments", () => {
    project.write(
      "revision.ts",
      `import type { Operations } from "ormolu/migrate";
import "./operations";
export async function upgrade(op: Operations): Promise<void> {
  await op.createAuditTrail("users");
  // @ts-expect-error a number is no table
  await op.createAuditTrail(1);
  await op.alterColumn("users", "name", { nullable: true });
  // @ts-expect-error what changes is missing
  await op.alterColumn("users", "name");
  // @ts-expect-error the name of a column is a text
  await op.renameColumn("users", 1, "b");
  await op.alterTable("users", (t) => t.renameColumn("a", "b"));
  // @ts-expect-error the table is said already
  await op.alterTable("users", (t) => t.renameColumn("users", "a", "b"));
  const count: number = await op.batch("users", { set: { name: null }, size: 5 });
  // @ts-expect-error nothing is said to be done with the rows
  await op.batch("users", { where: \`id = \${count}\` });
  await op.replaceView("v", { query: "SELECT 1" });
  // @ts-expect-error a view has a query
  await op.replaceView("v", {});
  await op.dropView("v", { ifExists: true });
}
`,
    );
    const compiler = path.resolve(__dirname, "../../node_modules/.bin/tsc");
    const options = [
      "--noEmit",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2022",
      "--skipLibCheck",
      "--ignoreConfig",
    ];
    const { stdout, status } = spawnSync(compiler, [...options, "revision.ts"], {
      cwd: project.root,
      encoding: "utf8",
    });
    expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
  });

  it("is refused where a name is taken", async () => {
    project.write(
      "orm.config.ts",
      CONFIG.replace("[createAuditTrail]", '[createAuditTrail, { name: "createTable", expand() {} }]'),
    );
    await project.orm("revision", "-m", "one");
    expect(await project.orm("upgrade")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('"createTable" is a name that op has already') as string,
    });
  });
});
