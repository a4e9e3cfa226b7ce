import type { TestContext } from 'node:test';
import { RestStub } from '../../../e2e/tencent/rest-stub.ts';

export const APP = { sdkAppId: 1_400_000_001, secretKey: 'a-secret-key-of-the-app-for-tests-only' };

/** A stand-in of Tencent's REST API; the test fails if anything was sent to it that Tencent would not take. */
export async function setUpStub(t: TestContext) {
  const stub = new RestStub(APP);
  const restUrl = await stub.listen();
  t.after(async () => {
    await stub.close();
    if (stub.violations.length > 0) throw new Error(`Tencent would have refused: ${stub.violations.join('; ')}`);
  });
  return {
    stub,
    config: { ...APP, admin: 'administrator', restUrl },
    env: { TENCENT_SDKAPPID: String(APP.sdkAppId), TENCENT_SECRETKEY: APP.secretKey, TENCENT_REST_URL: restUrl },
  };
}
