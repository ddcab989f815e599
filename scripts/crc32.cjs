'use strict';
// Stands in for the package buffer-crc32, as far as yazl uses it.
const { crc32 } = require('node:zlib');

exports.unsigned = (bytes, previous) => crc32(bytes, previous);
