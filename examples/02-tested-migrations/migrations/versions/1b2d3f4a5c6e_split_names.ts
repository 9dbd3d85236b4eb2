/**
 * split names in two
 *
 * Revision ID: 1b2d3f4a5c6e
 * Revises: 0a1c2e3f4b5d
 * Create Date: 2026-11-09T09:00:00.000Z
 */
import { sql, type Operations } from "ormolu/migrate";

export const revision = "1b2d3f4a5c6e";
export const downRevision = "0a1c2e3f4b5d";
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations): Promise<void> {
  await op.addColumn(
    "customers",
    { name: "firstName", type: "varchar(50)" },
    { backfill: sql`substr(name, 1, instr(name || ' ', ' ') - 1)` },
  );
  await op.addColumn(
    "customers",
    { name: "lastName", type: "varchar(50)" },
    { backfill: sql`trim(substr(name, instr(name || ' ', ' ')))` },
  );
  await op.dropColumn("customers", "name");
}

export async function downgrade(op: Operations): Promise<void> {
  await op.addColumn(
    "customers",
    { name: "name", type: "varchar(101)" },
    { backfill: sql`trim("firstName" || ' ' || "lastName")` },
  );
  await op.dropColumn("customers", "lastName");
  await op.dropColumn("customers", "firstName");
}
