import { describeSets } from "./describe-sets";

describeSets("inheritance", "options of entities");
