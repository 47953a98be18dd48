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


class Graph:
    """An ONNX graph that grows layer by layer; maps are [1, channels, height, width]."""

    def __init__(self, seed):
        self.random = numpy.random.default_rng(seed)
        self.nodes, self.weights = [], []
        self.last, self.channels = "input", 3

    def weight(self, shape, fan_in):
        values = self.random.normal(0, (2 / fan_in) ** 0.5, shape).astype(numpy.float32)
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def add(self, operation, inputs, **attributes):
        output = f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, [self.last, *inputs], [output], **attributes))
        self.last = output

    def convolution(self, channels, kernel, stride, depthwise=False):
        group = self.channels if depthwise else 1
        per_filter = self.channels // group
        weight = self.weight([channels, per_filter, kernel, kernel], per_filter * kernel * kernel)
        self.add("Conv", [weight, self.weight([channels], 1e4)], group=group, strides=[stride, stride],
                 kernel_shape=[kernel, kernel], auto_pad="SAME_UPPER")
        self.add("Clip", ["zero", "six"])
        self.channels = channels


def mobilenet(alpha, side, classes=1000, seed=1):
    width = lambda channels: max(8, int(alpha * channels + 1e-9))
    graph = Graph(seed)
    graph.weights += [numpy_helper.from_array(numpy.float32(value), name) for value, name in [(0, "zero"), (6, "six")]]
    graph.convolution(width(32), 3, 2)
    for channels, stride in BLOCKS:
        graph.convolution(graph.channels, 3, stride, depthwise=True)
        graph.convolution(width(channels), 1, 1)
    graph.add("GlobalAveragePool", [])
    graph.add("Flatten", [])
    graph.add("Gemm", [graph.weight([graph.channels, classes], graph.channels), graph.weight([classes], 1e4)])
    tensor = lambda name, shape: helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape)
    body = helper.make_graph(graph.nodes, "mobilenet", [tensor("input", [1, 3, side, side])],
                             [tensor(graph.last, [1, classes])], graph.weights)
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


def ours(program, alpha, side, threads, seconds, expected):
    rounds = max(5, round(seconds * 1e3 / expected))
    output = subprocess.run(
        [program, "bench", "--alpha", str(alpha), "--side", str(side), "--threads", str(threads),
         "--rounds", str(rounds), "--json"], check=True, capture_output=True, text=True).stdout
    return json.loads(output)["inference_ms"]["median"]


def measure(options, alpha, side):
    model = mobilenet(alpha, side)
    picture = numpy.random.default_rng(2).uniform(-1, 1, [1, 3, side, side]).astype(numpy.float32)
    peers = [engine(model, options.threads) for engine in (onnx_runtime, open_vino)]
    answers = [peer(picture).ravel() for peer in peers]
    if not numpy.allclose(*answers, rtol=1e-3, atol=1e-3 * numpy.abs(answers[0]).max()):
        raise SystemExit(f"{alpha}, {side}: the peers answer differently, so they do not run one network")
    rows = []
    for _ in range(options.rounds):
        times = [median_milliseconds(lambda: peer(picture), options.seconds) for peer in peers]
        rows.append([ours(options.program, alpha, side, options.threads, options.seconds, min(times)), *times])
    figures = [statistics.median(column) for column in zip(*rows)]
    return figures, statistics.median(row[0] / min(row[1:]) for row in rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", default=".build/release/mobilenet-explorer")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=1 / 3, help="of counted runs in each turn")
    options = parser.parse_args()
    print(f"ONNX Runtime {onnxruntime.__version__}, OpenVINO {openvino.__version__.split('-')[0]}, "
          f"threads: {options.threads}\n")
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
