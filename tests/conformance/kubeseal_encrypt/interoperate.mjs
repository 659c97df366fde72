// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { X509Certificate, constants, createDecipheriv, privateDecrypt, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { encryptSecretItem } from '@linode/kubeseal-encrypt';

// Debian 12's Node 18 has it, but not as a global.
globalThis.crypto ??= webcrypto;

const sealer = process.argv[2];
const privateKey = readFileSync('key.pem', 'utf8');
const publicKey = new X509Certificate(readFileSync('cert.pem'))
    .publicKey.export({ type: 'spki', format: 'pem' });

const values = {
    word: 'password',
    empty: '',
    unicode: 'Grüße, 世界 🔒',
    lines: 'a\n\tb\r\n',
    long: 'x'.repeat(100_000),
};
const metadata = { name: 'interop', namespace: 'shop' };

function run(input, ...flags) {
    return execFileSync(sealer, flags, { input, env: { PATH: process.env.PATH }, encoding: 'utf8' });
}

// The package knows the scope "namespace-wide" only.
async function sealedByPackage() {
    const encryptedData = {};
    for (const [key, value] of Object.entries(values)) {
        encryptedData[key] = await encryptSecretItem(publicKey, metadata.namespace, value);
    }
    const annotations = { 'sealedsecrets.bitnami.com/namespace-wide': 'true' };
    return {
        apiVersion: 'bitnami.com/v1alpha1',
        kind: 'SealedSecret',
        metadata: { ...metadata, annotations },
        spec: { encryptedData },
    };
}

// The envelope as reference and README of Sealed Secrets describe it, opened by node's own means.
function open(base64, label) {
    const envelope = Buffer.from(base64, 'base64');
    const length = envelope.readUInt16BE(0);
    const sessionKey = privateDecrypt(
        {
            key: privateKey,
            padding: constants.RSA_PKCS1_OAEP_PADDING,
            oaepHash: 'sha256',
            oaepLabel: Buffer.from(label),
        },
        envelope.subarray(2, 2 + length));
    const decipher = createDecipheriv('aes-256-gcm', sessionKey, Buffer.alloc(12));
    decipher.setAuthTag(envelope.subarray(-16));
    const plaintext = decipher.update(envelope.subarray(2 + length, -16));
    return Buffer.concat([plaintext, decipher.final()]).toString('utf8');
}

const sealed = JSON.stringify(await sealedByPackage());
const recovered = JSON.parse(
    run(sealed, '--recovery-unseal', '--recovery-private-key', 'key.pem'));
for (const [key, value] of Object.entries(values)) {
    assert.equal(Buffer.from(recovered.data[key], 'base64').toString('utf8'), value, key);
}
console.log(`Sealer opens the ${Object.keys(values).length} values that the package sealed`);

const secret = JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata, stringData: values });
const labels = { strict: 'shop/interop', 'namespace-wide': 'shop', 'cluster-wide': '' };
for (const [scope, label] of Object.entries(labels)) {
    const made = JSON.parse(run(secret, '--cert', 'cert.pem', '--scope', scope));
    for (const [key, value] of Object.entries(values)) {
        assert.equal(open(made.spec.encryptedData[key], label), value, `${scope} ${key}`);
    }
    console.log(`node opens what Sealer sealed ${scope}`);
}
