import { buildEntityMetadatas } from "../../../src/metadata/build-entity-metadatas";
import { Column } from "../../../src/metadata/decorators/column";
import { Entity } from "../../../src/metadata/decorators/entity";
import { PrimaryColumn } from "../../../src/metadata/decorators/primary-column";
import type { OrderByMetadata } from "../../../src/metadata/entity-metadata";
import type { OrderByOption } from "../../../src/metadata/options/order-by-options";
import { failure } from "./failure";

class Counters {
  @Column("int") likes!: number;
  @Column("int") order!: number;
}

function orderOf(orderBy: OrderByOption): readonly OrderByMetadata[] | undefined {
  @Entity({ orderBy })
  class Post {
    @PrimaryColumn("int") id!: number;
    @Column("text") title!: string;
    @Column(() => Counters) counters!: Counters;
  }
  return buildEntityMetadatas([Post])[0]!.orderBy;
}

describe("the order of an entity's rows", () => {
  it("is by properties, those of embedded classes with dots or inside", () => {
    expect(orderOf({ title: "ASC", "counters.likes": "DESC", counters: { order: "ASC" } })).toEqual([
      { propertyPath: "title", direction: "asc" },
      { propertyPath: "counters.likes", direction: "desc" },
      { propertyPath: "counters.order", direction: "asc" },
    ]);
  });

  it("says where rows without a value stand", () => {
    expect(
      orderOf({ title: { order: "DESC", nulls: "NULLS LAST" }, id: { order: "ASC", nulls: "NULLS FIRST" } }),
    ).toEqual([
      { propertyPath: "title", direction: "desc", nulls: "last" },
      { propertyPath: "id", direction: "asc", nulls: "first" },
    ]);
  });

  it("may be made of the names of the properties", () => {
    expect(orderOf((post) => ({ [post.counters!.likes!]: "DESC", [post.title!]: { order: "ASC" } }))).toEqual([
      { propertyPath: "counters.likes", direction: "desc" },
      { propertyPath: "title", direction: "asc" },
    ]);
  });

  it("is refused where it names no column", () => {
    expect([
      failure(() => orderOf({ titel: "ASC" })),
      failure(() => orderOf({ counters: { likse: "ASC" } })),
      failure(() => orderOf({ counters: "ASC" })),
    ]).toEqual([
      'ENTITY.OPTION_INVALID class "Post", orderBy: "titel" is no column | Did you mean "title"?',
      'ENTITY.OPTION_INVALID class "Post", orderBy: "counters.likse" is no column | Did you mean "counters.likes"?',
      'ENTITY.OPTION_INVALID class "Post", orderBy: "counters" is no column | Known: id, title, counters.likes, counters.order.',
    ]);
  });

  it("is refused where it names no direction", () => {
    const hint = 'Use "ASC", "DESC", or { order: "ASC", nulls: "NULLS LAST" }.';
    expect([
      failure(() => orderOf({ title: "up" as "ASC" })),
      failure(() => orderOf({ title: { order: "ASC", nulls: "LAST" as "NULLS LAST" } })),
    ]).toEqual([
      `ENTITY.OPTION_INVALID class "Post", orderBy: "up" is no direction for "title" | ${hint}`,
      `ENTITY.OPTION_INVALID class "Post", orderBy: {"order":"ASC","nulls":"LAST"} is no direction for "title" | ${hint}`,
    ]);
  });
});
