"""Times MobileNet v1 in ONNX Runtime, OpenVINO and mobilenet-explorer, in turns within one run."""

import argparse
import json
import statistics
import subprocess
import time

import numpy
import onnx
import onnxruntime
import openvino
from onnx import helper, numpy_helper

POINTS = [(1, 224), (1, 128), (0.75, 192), (0.5, 160), (0.25, 128), (0.6, 176)]
# arXiv:1704.04861, table 1: output channels and stride of each separable block.
BLOCKS = [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2)] + [(512, 1)] * 5 + [(1024, 2), (1024, 1)]

# Of the largest logit: how far an answer may be from that in float32.
TOLERANCE = {"float32": 1e-3, "int8": 0.2}


class Graph:
    """An ONNX graph that grows layer by layer; maps are [1, channels, height, width]."""

    def __init__(self, seed):
        self.random = numpy.random.default_rng(seed)
        self.nodes, self.constants = [], []
        self.last, self.channels = "input", 3

    def constant(self, values):
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(numpy.asarray(values), name))
        return name

    def add(self, operation, inputs=(), **attributes):
        output = f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, [self.last, *inputs], [output], **attributes))
        self.last = output

    def random_parameters(self, shape, fan_in):
        """Weights and a bias for each output."""
        normal = lambda shape, variance: self.random.normal(0, variance ** 0.5, shape).astype(numpy.float32)
        return normal(shape, 2 / fan_in), normal(shape[0], 2e-4)

    def parameters(self, shape, fan_in):
        return [self.constant(values) for values in self.random_parameters(shape, fan_in)]

    def convolution(self, channels, kernel, stride, depthwise=False):
        group = self.channels if depthwise else 1
        shape = [channels, self.channels // group, kernel, kernel]
        self.add("Conv", self.parameters(shape, numpy.prod(shape[1:])), group=group, strides=[stride, stride],
                 kernel_shape=[kernel, kernel], auto_pad="SAME_UPPER")
        self.channels = channels
        self.relu6()

    def take(self):
        """What becomes of the picture."""

    def relu6(self):
        self.add("Clip", [self.constant(numpy.float32(limit)) for limit in (0, 6)])

    def keep_mean(self):
        """What becomes of the pooled channels."""

    def give(self):
        """What becomes of the logits."""


class ByteGraph(Graph):
    """The same numbers in int8, as quantisers write it: a step to bytes and back between any two layers, weights with
    a step for each output. The limits of a byte are ReLU6."""

    def __init__(self, seed, largest_logit):
        super().__init__(seed)
        self.largest_logit = largest_logit

    def pass_bytes(self, step, zero):
        kind = [self.constant(numpy.float32(step)), self.constant(numpy.uint8(zero))]
        self.add("QuantizeLinear", kind)
        self.add("DequantizeLinear", kind)
        self.step = step

    def parameters(self, shape, fan_in):
        weights, biases = self.random_parameters(shape, fan_in)
        steps = numpy.abs(weights).reshape(len(weights), -1).max(axis=1) / numpy.float32(127)
        numbers = numpy.rint(weights / steps.reshape(-1, *[1] * (weights.ndim - 1))).astype(numpy.int8)
        bias_steps = (steps * self.step).astype(numpy.float32)
        return [self.whole(numbers, steps), self.whole(numpy.rint(biases / bias_steps).astype(numpy.int32), bias_steps)]

    def whole(self, numbers, steps):
        output = f"w{len(self.nodes)}"
        inputs = [self.constant(values) for values in (numbers, steps, numpy.zeros(len(steps), numbers.dtype))]
        self.nodes.append(helper.make_node("DequantizeLinear", inputs, [output], axis=0))
        return output

    def take(self):
        self.pass_bytes(2 / 255, 128)

    def relu6(self):
        self.pass_bytes(6 / 255, 0)

    keep_mean = relu6

    def give(self):
        self.pass_bytes(self.largest_logit / 127, 128)


def mobilenet(graph, alpha, side, classes=1000):
    width = lambda channels: max(8, int(alpha * channels + 1e-9))
    graph.take()
    graph.convolution(width(32), 3, 2)
    for channels, stride in BLOCKS:
        graph.convolution(graph.channels, 3, stride, depthwise=True)
        graph.convolution(width(channels), 1, 1)
    graph.add("GlobalAveragePool")
    graph.keep_mean()
    graph.add("Flatten")
    graph.add("Gemm", graph.parameters([classes, graph.channels], graph.channels), transB=1)
    graph.give()
    tensor = lambda name, shape: helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape)
    body = helper.make_graph(graph.nodes, "mobilenet", [tensor("input", [1, 3, side, side])],
                             [tensor(graph.last, [1, classes])], graph.constants)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def onnx_runtime(model, threads):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return lambda picture: session.run(None, {"input": picture})[0]


def open_vino(model, threads):
    core = openvino.Core()
    compiled = core.compile_model(core.read_model(model.SerializeToString(), b""), "CPU", {
        "INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": "f32"})
    request = compiled.create_infer_request()
    return lambda picture: request.infer({0: picture}, share_inputs=True)[0]


def median_milliseconds(run, seconds):
    """Of the runs that fit into so many seconds, after a warm-up."""
    times, begun = [], time.perf_counter()
    while (now := time.perf_counter()) < begun + 0.1 + seconds:
        run()
        if now >= begun + 0.1:
            times.append(time.perf_counter() - now)
    return statistics.median(times) * 1e3


def ours(options, alpha, side, expected):
    rounds = max(5, round(options.seconds * 1e3 / expected))
    output = subprocess.run(
        [options.program, "bench", "--alpha", str(alpha), "--side", str(side), "--threads", str(options.threads),
         "--precision", options.precision, "--rounds", str(rounds), "--json"],
        check=True, capture_output=True, text=True).stdout
    return json.loads(output)["inference_ms"]["median"]


def started(options, alpha, side, picture):
    """The peers with their network, once their answers are those of one network in float32."""
    model = mobilenet(Graph(1), alpha, side)
    right = onnx_runtime(model, options.threads)(picture).ravel()
    largest = numpy.abs(right).max()
    if options.precision == "int8":
        model = mobilenet(ByteGraph(1, largest), alpha, side)
    peers = [engine(model, options.threads) for engine in (onnx_runtime, open_vino)]
    for peer in peers:
        off = numpy.abs(peer(picture).ravel() - right).max() / largest
        if off > TOLERANCE[options.precision]:
            raise SystemExit(f"{alpha}, {side}: a peer's answer is off by {off:.1%} of the largest logit")
    return peers


def measure(options, alpha, side):
    picture = numpy.random.default_rng(2).uniform(-1, 1, [1, 3, side, side]).astype(numpy.float32)
    peers = started(options, alpha, side, picture)
    rows = []
    for _ in range(options.rounds):
        times = [median_milliseconds(lambda: peer(picture), options.seconds) for peer in peers]
        rows.append([ours(options, alpha, side, min(times)), *times])
    figures = [statistics.median(column) for column in zip(*rows)]
    return figures, statistics.median(row[0] / min(row[1:]) for row in rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=".build/release/mobilenet-explorer")
    parser.add_argument("--precision", choices=list(TOLERANCE), default="float32")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=1 / 3, help="of counted runs in each turn")
    options = parser.parse_args()
    print(f"ONNX Runtime {onnxruntime.__version__}, OpenVINO {openvino.__version__.split('-')[0]}, "
          f"{options.precision}, threads: {options.threads}\n")
    print("| α, side | here | ONNX Runtime | OpenVINO | ratio |\n|---|---|---|---|---|")
    ratios = []
    for alpha, side in POINTS:
        figures, ratio = measure(options, alpha, side)
        ratios.append(ratio)
        print(f"| {alpha}, {side} | " + " | ".join(f"{figure:.3g}" for figure in figures) + f" | {ratio:.2f} |",
              flush=True)
    print(f"\nGeometric mean of the ratios: {statistics.geometric_mean(ratios):.2f}")


if __name__ == "__main__":
    main()
