/** Nothing: what a deployment contains in the place of a module that its configuration has no use for. */

export {}
