import { loadEntities, partItems } from "../../../src/data-source/load-entities";
import { createModuleLoader } from "../../../src/data-source/loader/module-loader";
import { defineView } from "../../../src/metadata/schema-objects/define-view";

describe("what entities leads to", () => {
  it("has the schema objects that files export, and those that are listed", async () => {
    const listed = defineView("listed", { query: "SELECT 1" });
    const items = await loadEntities(["objects/*.ts", listed], __dirname, () =>
      createModuleLoader({ root: __dirname }),
    );
    const { classes, definitions } = partItems(items);
    expect(classes).toEqual([]);
    expect(definitions.map(({ name }) => name)).toEqual(["listed", "adults", "children"]);
  });

  it("has the schemas of entities that files export, by a name, in a list or as the whole module", async () => {
    const patterns = ["schemas/*.{ts,cjs}"];
    const items = await loadEntities(patterns, __dirname, () => createModuleLoader({ root: __dirname }));
    expect(partItems(items).classes.map(({ name }) => name)).toEqual(["Tag", "User", "Post"]);
  });

  it("is refused where no file has an entity, because every table would count as deleted", async () => {
    const patterns = ["without-entities/*.ts"];
    await expect(
      loadEntities(patterns, __dirname, () => createModuleLoader({ root: __dirname })),
    ).rejects.toMatchObject({
      code: "CONFIG.INVALID",
      message: 'data source option "entities": no file of "without-entities/*.ts" exports an entity',
    });
  });
});
