import "reflect-metadata";
import type { EntityManager, Repository } from "../../../../src/orm/manager/entity-manager";
import { In, IsNull, MoreThan, Not } from "../../../../src/orm/query/operators";
import { sql } from "../../../../src/sql/sql-tag";
import { Novel } from "../library";

/** Never called: the compiler checks it. */
async function typesOfRepository(novels: Repository<Novel>, manager: EntityManager): Promise<void> {
  const found: Novel[] = await novels.find({
    where: [{ title: "x", writer: { name: Not("y") } }, { id: In([1, 2]), pages: null }, { pages: MoreThan(3) }],
    select: { id: true, writer: { name: true } },
    relations: { writer: true, genres: { novels: true } },
    order: { title: "ASC", writer: { name: { direction: "desc", nulls: "last" } } },
  });
  const one: Novel | null = await manager.findOneBy(Novel, { writer: IsNull() });
  const saved: Novel = await novels.save({ title: "x" });
  const many: Novel[] = await manager.save(found);
  await novels.update(1, { title: sql`upper(title)`, writer: { id: 3 } });
  const created: Novel[] = novels.create([{ title: "x" }]);
  // @ts-expect-error -- the property does not exist
  await novels.findBy({ titel: "x" });
  // @ts-expect-error -- a title is text
  await novels.findBy({ title: 3 });
  // @ts-expect-error -- an operator over numbers does not fit a text
  await novels.findBy({ title: MoreThan(3) });
  // @ts-expect-error -- a title is never null
  await novels.findBy({ title: null });
  // @ts-expect-error -- the related entity has no such property
  await novels.find({ relations: { writer: { nothing: true } } });
  // @ts-expect-error -- not a direction
  await novels.find({ order: { title: "up" } });
  // @ts-expect-error -- a title is text
  await novels.update(1, { title: 3 });
  // @ts-expect-error -- the property does not exist
  manager.create(Novel, { titel: "x" });
  void [one, saved, many, created];
}

it("compiles", () => {
  expect(typesOfRepository).toBeInstanceOf(Function);
});
