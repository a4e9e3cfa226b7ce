/** Where a page gets Tencent's SDKs from, instead of the server's `/vendor`. */
export interface TencentSdkLoaders {
  /** `() => import('@tencentcloud/chat')` */
  readonly chat?: () => Promise<unknown>;
  /** `() => import('trtc-sdk-v5')` */
  readonly trtc?: () => Promise<unknown>;
}

const KEY = Symbol.for('vitrine.tencent-sdks/1');

const page = globalThis as { [KEY]?: TencentSdkLoaders };

/**
 * For shops that bundle Tencent's SDKs themselves: call it before the first room. They are loaded only when a room of a server
 * that uses Tencent needs them.
 */
export function useTencentSdks(loaders: TencentSdkLoaders): void {
  page[KEY] = { ...page[KEY], ...loaders };
}

/** What the page registered, whichever copy of this module it called. */
export const registeredSdks = (): TencentSdkLoaders => page[KEY] ?? {};
