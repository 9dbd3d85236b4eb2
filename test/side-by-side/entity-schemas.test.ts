import { describeSets } from "./describe-sets";

describeSets("entity schemas", "views");
