/**
 * one customer for each address
 *
 * Of customers with one address, the first stays. Those that are deleted do not come back.
 *
 * Revision ID: 2c3e4a5b6d7f
 * Revises: 1b2d3f4a5c6e
 * Create Date: 2026-11-16T09:00:00.000Z
 */
import type { Operations } from "ormolu/migrate";

export const revision = "2c3e4a5b6d7f";
export const downRevision = "1b2d3f4a5c6e";
export const branchLabels: string[] = [];
export const dependsOn: string[] = [];

export async function upgrade(op: Operations): Promise<void> {
  await op.execute("delete from customers where id not in (select min(id) from customers group by email)");
  await op.createIndex("customers", { name: "IDX_customers_email", columns: ["email"], unique: true });
}

export async function downgrade(): Promise<void> {
  throw new Error("customers with one address were merged, and nobody knows any more who they were");
}
