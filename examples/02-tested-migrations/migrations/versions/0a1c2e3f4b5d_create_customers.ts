/**
 * create customers
 *
 * Revision ID: 0a1c2e3f4b5d
 * Revises:
 * Create Date: 2026-11-02T09:00:00.000Z
 */
import type { Operations } from "ormolu/migrate";

export const revision = "0a1c2e3f4b5d";
export const downRevision = null;
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations): Promise<void> {
  await op.createTable("customers", {
    columns: [
      { name: "id", type: "integer", autoIncrement: true },
      { name: "name", type: "varchar(101)" },
      { name: "email", type: "varchar(100)" },
    ],
    primaryKey: { columns: ["id"] },
  });
}

export async function downgrade(op: Operations): Promise<void> {
  await op.dropTable("customers");
}
