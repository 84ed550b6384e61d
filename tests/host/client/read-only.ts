/**
 * What Grafana hands to extensions: proxies that refuse every change, over objects that are frozen deeply.
 * A proxy may not show anything else for a fixed property of a frozen target, so reading such an object
 * throws: it is read by its property descriptors.
 */
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

export function deepFreeze<T>(value: T): T {
  if (isObject(value) && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

export function readOnly<T extends object>(target: T): T {
  const known = new WeakMap<object, object>();
  return new Proxy(target, {
    defineProperty: () => false,
    deleteProperty: () => false,
    set: () => false,
    get(object, name, receiver) {
      const value: unknown = Reflect.get(object, name, receiver);
      if (!isObject(value) || value instanceof Date) {
        return value;
      }
      const proxy = known.get(value) ?? readOnly(value);
      known.set(value, proxy);
      return proxy;
    },
  });
}
