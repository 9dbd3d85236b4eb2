const { EntitySchema } = require("ormolu");

module.exports = new EntitySchema({ name: "Tag", columns: { id: { type: Number, primary: true } } });
