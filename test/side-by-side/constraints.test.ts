import { describeSets } from "./describe-sets";

describeSets("indexes and constraints", "embedded");
