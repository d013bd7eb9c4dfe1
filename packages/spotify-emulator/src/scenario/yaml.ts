// A module of its own, so that a bundle that takes YAML apart from the rest still finds its functions by name.
export { parse as parseYaml } from 'yaml';
